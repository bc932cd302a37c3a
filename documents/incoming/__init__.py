"""Word files that come back from outside: refused where dangerous, read whole, sorted into fields.

The web process never opens such a file: `sandbox` hands it to `child`, a process with limits,
where `archive` and `package` refuse before `reader` reads. `decision` and `plan` then take what
they know into the fields of a draft, and say what is left.
"""
