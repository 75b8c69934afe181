# 系统对文件的说明
io-not-found = 没有这个文件或文件夹
io-permission-denied = 没有权限
io-is-a-folder = 这是文件夹，不是文件
io-not-a-folder = 路径中有一级不是文件夹
io-storage-full = 磁盘空间不足
io-file-too-large = 文件超出该用户或文件系统允许的大小
io-quota-exceeded = 超出磁盘配额
io-read-only = 该文件系统只读
io-invalid-filename = 文件名过长或无效
io-broken-pipe = 读取方已关闭

io-file = 读不了文件：{ $why }
io-folder = 读不了文件夹：{ $why }
folder-too-many-files = 文件夹里有{ $most }个以上文件
io-cannot-read = 无法读取{ $path }：{ $why }
io-cannot-write = 无法写入{ $path }：{ $why }
io-no-folder = 无法写入{ $path }：文件夹{ $folder }不存在；请先建立该文件夹，或改写到已有的文件夹
io-standard-output = 无法写标准输出：{ $why }
folder-no-submission = 文件夹里没有可读的申报文件（.xlsx、.xls、.ods、.csv、.toml）
