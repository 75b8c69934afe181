gantt-stdout-and-json = -o - and --format json exclude each other
gantt-missing-characters = warning: no font has these characters, which the chart will lack: { $some } ({ $all } in all); install a Chinese font (Debian: apt install fonts-noto-cjk), or name a font file by --font
gantt-no-font = { $path } is no font file; give --font a .ttf, .otf or .ttc file
gantt-unknown-ending = what the chart is to be is not known: give { $path } a name that ends in .svg, .png or .pdf
gantt-paper-is-for-pdf = --paper is for PDF only: give -o a name that ends in .pdf, or leave --paper out
ics-stop = stop ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
ics-fixed-stop = fixed stop ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
ics-episode-stop = episode stop ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
ics-restart = restart
ics-slow = slowed to a coking time of { $hours } h ({ $days ->
        [one] 1 day
       *[other] { $days } days
    })
