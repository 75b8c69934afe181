gantt-stdout-and-json = -o - 与 --format json 不能同用
gantt-missing-characters = 提示：没有字体含有以下字符，图中将缺字：{ $some }（共{ $all }个）；请安装中文字体（Debian：apt install fonts-noto-cjk），或用--font指定字体文件
gantt-no-font = { $path }不是字体文件；请用--font给出.ttf、.otf或.ttc文件
gantt-unknown-ending = 不知道把图写成什么：请把{ $path }改为以.svg、.png或.pdf结尾的文件名
gantt-paper-is-for-pdf = --paper 只用于PDF：请把-o改为以.pdf结尾的文件名，或去掉--paper
