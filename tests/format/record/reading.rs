//! What a file says happened, as a play of its scenario.

use super::{CRISIS, HISTORY, loaded, record};
use standoff::scenario::{Request, ScenarioFile, load, load_text};

const NORTH: usize = 0;
const THREATEN: usize = 1;

#[test]
fn dates_fall_into_rounds_and_what_lies_outside_counts_for_nothing() {
    let loaded = loaded(&format!("{CRISIS}{HISTORY}"));
    let record = record(&loaded);
    let rounds: Vec<i64> = record.events.iter().map(|event| event.round).collect();
    assert_eq!(rounds, [0, 2, 2, 4, 6]);
    let course = record.course(&loaded.scenario);
    assert_eq!(course.first(NORTH, THREATEN), Some(2));
    // Twice in a month is once: an actor has one move a round.
    assert_eq!((course.moves(NORTH, THREATEN), course.rules("threatened")), (Some(2), Some(2)));
    assert_eq!((course.level(0, 4), course.level(0, 2)), (Some(2), None));
    // Nothing ended it, and the record reaches beyond the last round.
    assert_eq!((course.known(), course.end()), (4, Some((4, loaded.scenario.otherwise))));
    let happened: Vec<Option<bool>> =
        record.statements.iter().map(|statement| course.happened(statement)).collect();
    assert_eq!(happened, [Some(false), Some(true), Some(false), None]);
}

#[test]
fn a_longer_window_takes_in_more_of_the_record() {
    let mut file = ScenarioFile::from_text("test", &format!("{CRISIS}{HISTORY}")).unwrap();
    file.set("rounds=6").unwrap();
    let loaded = file.check().unwrap();
    let course = record(&loaded).course(&loaded.scenario);
    assert_eq!((course.moves(NORTH, THREATEN), course.known()), (Some(3), 6));
    assert_eq!(course.happened(&record(&loaded).statements[3]), Some(true));

    // Past the day up to which it is complete nothing is known but what was seen.
    file.set("rounds=9").unwrap();
    let loaded = file.check().unwrap();
    let course = record(&loaded).course(&loaded.scenario);
    assert_eq!((course.known(), course.end(), course.moves(NORTH, THREATEN)), (6, None, None));
    assert_eq!(course.first(NORTH, THREATEN), Some(2));
    let happened = |at: usize| course.happened(&record(&loaded).statements[at]);
    assert_eq!([happened(0), happened(1), happened(2)], [Some(false), None, Some(false)]);
}

#[test]
fn an_outcome_ends_the_story() {
    let ending = "[[record.event]]\ndate = \"2000-03\"\nsays = \"Peace.\"\noutcome = \"peace\"\n";
    let text = format!("{CRISIS}{HISTORY}{ending}").replace("until   = \"2000-06\"\n", "");
    let mut file = ScenarioFile::from_text("test", &text).unwrap();
    let loaded = file.check().unwrap();
    let course = record(&loaded).course(&loaded.scenario);
    assert_eq!(course.end(), Some((3, 0)));
    // What comes after is another story, and it is known that nothing more came.
    assert_eq!((course.moves(NORTH, THREATEN), course.known()), (Some(1), 4));
    assert_eq!(course.happened(&record(&loaded).statements[2]), Some(true));
    // Cut off before, it had not ended.
    file.set("rounds=2").unwrap();
    let loaded = file.check().unwrap();
    assert_eq!(record(&loaded).course(&loaded.scenario).end(), Some((2, loaded.scenario.otherwise)));
}

#[test]
fn the_record_is_no_part_of_the_game() {
    let (with, without) = (loaded(&format!("{CRISIS}{HISTORY}")).scenario, loaded(CRISIS).scenario);
    assert_eq!((&with.hash, &with.effective), (&without.hash, &without.effective));
    let told = loaded(&with.effective).scenario;
    assert_eq!(told.record, None);
    let game = |scenario| format!("{:?}", standoff::game::Game::compile(scenario).unwrap());
    assert_eq!(game(&with), game(&without));
}

#[test]
fn variants_inherit_the_record_and_can_take_it_away() {
    let of = |text: &str| load_text("test", text).unwrap_or_else(|error| panic!("{error}"));
    let base = load(&Request::new("cuba-1962")).unwrap();
    let variant = of("extends = \"cuba-1962\"\nactor.us.rationality = 0.7\n");
    assert_eq!(variant.scenario.record, base.scenario.record);
    let without = of("extends = \"cuba-1962\"\nremove = [\"record\"]\n");
    assert_eq!((without.scenario.record, without.scenario.hash), (None, base.scenario.hash));
    // A variant without a move that was made has nothing to compare, and says so.
    let gone = "remove = [\"actor.us.move.trade\", \"actor.us.payoff.move.trade\", \"actor.us.type.hawk.payoff.move.trade\"]";
    let loaded = of(&format!("extends = \"cuba-1962\"\n{gone}\n"));
    assert_eq!(loaded.scenario.record, None);
    let [warning] = &loaded.warnings[..] else { panic!("{:?}", loaded.warnings) };
    assert!(warning.message.contains("cuba-1962/baseline.toml:"), "{warning}");
    assert!(warning.message.contains("`us` has no move `trade`."), "{warning}");
    assert!(warning.message.ends_with("`remove = [\"record\"]` takes it away."), "{warning}");
}

#[test]
fn every_source_of_an_event_of_the_library_is_named() {
    for name in ["korea-2018", "cuba-1962", "trade-war-2018"] {
        let loaded = load(&Request::new(name)).unwrap();
        let record = record(&loaded);
        assert!(record.events.iter().all(|event| event.source.is_some()), "{name}");
        assert!(record.note.contains("its authors knew"), "{name}");
        assert!(record.events.is_sorted_by_key(|event| event.round), "{name}");
    }
}
