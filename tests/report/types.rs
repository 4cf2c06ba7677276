//! What the types of an actor change about its moves is told wherever moves are.

use super::{left, reported};
use crate::common::calls::print;
use std::path::Path;

const CASE: &str = "tests/data/cases/card-and-raise.toml";

#[test]
fn a_report_says_by_which_move_of_which_type_an_ending_comes() {
    let root = tempfile::tempdir().unwrap();
    let (_, markdown) = reported(&left(root.path(), CASE, 50, true));
    let told: String = markdown.replace(['\\', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!told.contains("by nothing here"), "{told}");
    for ending in
        ["raise, if fred is black", "fold, if fred is black", "raise, if fred is red", "fold, if fred is red"]
    {
        assert!(told.contains(ending), "{ending} in {told}");
    }
    assert!(told.contains("The types of an actor differ in their moves:"), "{told}");
}

#[test]
fn a_briefing_says_what_types_change_about_moves() {
    let folder = Path::new(".");
    for full in ["", " --full"] {
        let told = print(folder, &format!("show {CASE}{full}"));
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            told.contains("red: concede: the play ends: up-1; black: concede: the play ends: down-1"),
            "{told}"
        );
        assert!(told.contains("down-2: raise, if fred is black"), "{told}");
    }
}

#[test]
fn the_game_of_a_state_tells_moves_apart_by_the_types_that_make_them() {
    let told = print(Path::new("."), &format!("solve {CASE} --round 1 --json"));
    for move_of_type in ["raise (red)", "raise (black)", "fold (red)", "fold (black)"] {
        assert!(told.contains(move_of_type), "{move_of_type}: {told}");
    }
}
