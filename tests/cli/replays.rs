//! A replay is the play of the run: row for row.

use super::print;
use serde_json::Value;

#[test]
fn a_replayed_play_is_the_row_of_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let lay = "--set track.tension.start=3 --strategy us=tit-for-tat --strategy dprk:hardliner=random";
    let run = format!("run korea-2018/as-told --plays 20 --seed 0 --save-plays --no-charts {lay}");
    print(folder.path(), &run);
    let path = folder.path().join("output/korea-2018/as-told/run-0/plays.csv");
    let mut plays = csv::Reader::from_path(path).unwrap();
    let header = plays.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = plays.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 20);
    for number in [1, 17, 20] {
        let told =
            print(folder.path(), &format!("replay korea-2018/as-told --play {number} --seed 0 --json {lay}"));
        let told: Value = serde_json::from_str(&told).unwrap();
        let row = &rows[number - 1];
        let field = |name: &str| &row[header.iter().position(|column| column == name).unwrap()];
        assert_eq!(field("play"), number.to_string());
        assert_eq!(field("type.us"), told["types"][0]);
        assert_eq!(field("type.dprk"), told["types"][1]);
        assert_eq!(field("outcome"), told["outcome"]);
        let rounds = told["rounds"].as_array().unwrap();
        assert_eq!(field("rounds"), rounds.len().to_string());
        assert_eq!(field("payoff.us").parse::<f64>().unwrap(), told["payoffs"][0].as_f64().unwrap());
        assert_eq!(field("track.tension"), rounds.last().unwrap()["levels"][1].to_string());
        let tests = rounds.iter().filter(|round| round["picks"][1]["id"] == "test").count();
        assert_eq!(field("count.dprk.test"), tests.to_string());
    }
}

#[test]
fn every_seed_has_plays_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let told =
        |seed: u64| print(folder.path(), &format!("replay textbook/chicken --play 1 --json --seed {seed}"));
    assert_ne!(told(0), told(1));
    assert_eq!(told(1), told(1));
}
