"""How many steps the flow has; the job says so, and a flow is made when its module is read."""

import sys

from benchmarks.peers.rows import Job

JOB = Job(sys.argv[1])
COUNT = len(JOB.steps)
