"""The organisation's seal on its papers: made by `sealing`, checked by `verifying`.

`identity` is whose seal it is, `signing` and `hardware` hold its key, `timestamping` lets a service
say the time. A seal shows that a file is the organisation's own and whole. It is nobody's
signature, and nothing is drawn on the page.
"""
