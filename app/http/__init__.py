"""What all doors share: the calendar of this process, problems, filters, conditional requests and pages of lists."""
