# cli/schema.rs
cli-schema-which = { $path } is no folder: name the form of file (scenario, policy or plan), or a folder for all three

# scenario/generate.rs
init-head =
    A first scenario of { $city }, made by stagger init. Mills, units and all numbers are invented: replace each by what the city files.
    A field is explained where it first stands. Lines "# field = …" are optional fields: take the # away and fill in what is needed.

# cli/init.rs
init-ask-city = City
init-ask-mills = Mills
init-ask-furnaces = Blast furnaces in all
init-no-city = the name is empty
init-nobody-to-ask = no terminal to ask on: give { $options }, or --yes and at least --city NAME
init-city-first = --yes asks nothing: give the city by --city NAME
init-to-a-file = the scenario goes to a file, as the schemas stand beside it: give -o a name
init-no-answer = no answer could be read: { $why }
init-made =
    { $path }: { $city }, { $mills ->
        [one] 1 mill
       *[other] { $mills } mills
    }, { $furnaces ->
        [one] 1 blast furnace
       *[other] { $furnaces } blast furnaces
    }; all numbers are invented, replace them by what the city files. The schemas beside it are for editors.
    Next: stagger plan { $path } -o { $plan }
