"""Validates X12 files with pyx12: reads paths from standard input, prints one JSON object for each."""

import io
import json
import logging
import sys

import pyx12.params
import pyx12.x12n_document


class Errors(logging.Handler):
    """Gathers what pyx12 logs while it reads one file."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def acknowledgment_errors(text):
    """The segments of a 999 or 997 that say what is wrong."""
    return [s for s in text.replace("\n", "").split("~") if s[:3] in ("IK3", "IK4", "IK5", "AK3", "AK4", "AK9", "TA1")]


def check(path, errors):
    errors.lines = []
    answer = io.StringIO()
    params = pyx12.params.params()
    params.set("exclude_external_codes", None)
    params.set("charset", "E")
    try:
        ok = pyx12.x12n_document.x12n_document(params, path, answer, None, None)
    except Exception as error:  # what it cannot read at all is an answer too
        return {"file": path, "valid": False, "errors": [f"{type(error).__name__}: {error}"]}
    return {"file": path, "valid": bool(ok), "errors": errors.lines + acknowledgment_errors(answer.getvalue())}


def main():
    errors = Errors()
    logging.getLogger().addHandler(errors)
    for line in sys.stdin:
        print(json.dumps(check(line.strip(), errors)), flush=True)


main()
