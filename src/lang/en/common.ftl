# What the system says of a file
io-not-found = there is no such file or folder
io-permission-denied = permission denied
io-is-a-folder = it is a directory, not a file
io-not-a-folder = a part of the path is not a directory
io-storage-full = the disk is full
io-file-too-large = the file is larger than this user or file system allows
io-quota-exceeded = the disk quota is used up
io-read-only = the file system is read-only
io-invalid-filename = the file name is too long or invalid
io-broken-pipe = the reader has gone

io-file = cannot read the file: { $why }
io-folder = cannot read the folder: { $why }
folder-too-many-files = more than { $most } files in the folder
io-cannot-read = cannot read { $path }: { $why }
io-cannot-write = cannot write { $path }: { $why }
io-no-folder = cannot write { $path }: there is no folder { $folder }; make it first, or name one that is there
io-standard-output = cannot write standard output: { $why }
folder-no-submission = no submission is in the folder (.xlsx, .xls, .ods, .csv, .toml)
