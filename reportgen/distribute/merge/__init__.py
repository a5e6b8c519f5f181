"""Mail merge: one template filled once for each row of a list, to files of their own or to one."""
