// What pages can do with JavaScript and do without: copy an address, and say a time in the reader's own zone.

for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const label = button.textContent;
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // Without https there is no clipboard.
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 2000);
  });
}

for (const line of document.querySelectorAll("[data-instant]")) {
  const instant = new Date(line.dataset.instant);
  const own = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
  line.querySelector("time").textContent = `${own.format(instant)} (${own.resolvedOptions().timeZone})`;
  line.hidden = false;
}
