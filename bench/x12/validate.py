"""Validates a file with pyx12 as its own script does; prints what the bench's child processes print."""
import io
import json
import logging
import resource
import sys
import time

import pyx12.params
import pyx12.x12n_document

logging.disable(logging.CRITICAL)
started = time.monotonic()
valid = pyx12.x12n_document.x12n_document(pyx12.params.params(), sys.argv[1], io.StringIO(), None)
seconds = time.monotonic() - started
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": [seconds], "rssBytes": rss, "counts": {}}))
if not valid:
    sys.stderr.write("pyx12 finds the file invalid\n")
