//! What really happened: read from a file, compared with plays, and no part of the game.

mod figures;
mod reading;

use standoff::scenario::{Loaded, Record, load_text};

/// A crisis of four months in which one side threatens as a coin falls and the other waits; the coin ends it too.
const CRISIS: &str = r#"
title    = "A crisis"
rounds   = 4
calendar = { start = "2000-01", unit = "month" }
[track.heat]
range = [0, 2]
start = 0
[actor.north]
strategy = { mixed = { wait = 0.5, threaten = 0.5 } }
[actor.north.move.wait]
[actor.north.move.threaten]
stance  = "escalate"
effects = [ { shift = { heat = 1 } } ]
[actor.south]
[actor.south.move.wait]
[[rule]]
id   = "threatened"
when = ["north plays threaten"]
[[rule]]
id      = "settled"
when    = ["north plays wait"]
chance  = 0.2
outcome = "peace"
[[outcome]]
id = "peace"
[[outcome]]
id = "drift"
otherwise = true
"#;

/// A head and a month after it: the record speaks of two months with threats, once twice in one.
const HISTORY: &str = r#"
[record]
note    = "Known to its authors."
until   = "2000-06"
compare = ["first(north threaten)", "count(north threaten)", "count(threatened)", "level(heat, 4)"]
[record.source.chronicle]
title = "A chronicle"
[[record.event]]
date = "1999-12-24"
says = "A threat before it all began."
move = "north threaten"
[[record.event]]
date   = "2000-02-01"
says   = "A threat."
source = "chronicle"
move   = "north threaten"
rule   = "threatened"
[[record.event]]
date = "2000-02-28"
says = "Another one in the same month."
move = "north threaten"
rule = "threatened"
[[record.event]]
round = 4
says  = "The last threat, and what came of it."
move  = ["north threaten", "south wait"]
rule  = ["threatened"]
level = { heat = 2 }
[[record.event]]
date = "2000-06-30"
says = "A threat after the last round."
move = "north threaten"
[[record.statement]]
says = "first(north threaten, 1)"
[[record.statement]]
says  = "share(peace) + share(drift)"
label = "It ends"
[[record.statement]]
says = "share(peace, 3)"
[[record.statement]]
says = "first(north threaten, 5)"
"#;

fn loaded(text: &str) -> Loaded {
    load_text("test", text).unwrap_or_else(|error| panic!("{error}"))
}

fn record(loaded: &Loaded) -> &Record {
    loaded.scenario.record.as_ref().expect("it has a record")
}
