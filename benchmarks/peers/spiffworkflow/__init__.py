"""SpiffWorkflow (LGPL 3) walks the chain as a BPMN process whose state is kept as JSON."""
