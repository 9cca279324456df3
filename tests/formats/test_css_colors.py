"""The names of colours: all that CSS3 has, each as light."""

import re

from app.formats.css_colors import HEX


def test_every_name_of_css3_has_its_light() -> None:
    assert len(HEX) == 147
    assert {name: HEX[name] for name in ("aliceblue", "steelblue", "yellowgreen", "gray", "grey")} == {
        "aliceblue": "#F0F8FF",
        "steelblue": "#4682B4",
        "yellowgreen": "#9ACD32",
        "gray": "#808080",
        "grey": "#808080",
    }
    assert [name for name, light in HEX.items() if not re.fullmatch("[a-z]+ #[0-9A-F]{6}", f"{name} {light}")] == []
