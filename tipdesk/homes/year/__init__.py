"""A believable invented year of headquarters and its posts: what `tipdesk demo` shows to whoever opens it.

    when       `clock` is moved through the year, so that every date lies before now
    whom       `chooser` chooses the same from the same seed; `people` are made of it
    what       `plan` reads places, scenarios and cases from `resources/demo`; `papers` makes a case of a line,
               `group` the one of seventy people
    deeds      `later` is what becomes of a case after it was begun, `apart` what two places change at the same time
    between    `moving` shares a case with another post, and offers one to another
    beside     `registers` writes trainings, campaigns, meetings, the plan and hotline calls
    who        `places` founds headquarters and enrols PCs, `office` fills the directory
    all of it  `life` lets it happen in the order of time

Nothing is written but by the services that officers use, so that what the demo shows is what the program makes. It
grows by lines in `resources/demo` where a new record is to be shown.
"""
