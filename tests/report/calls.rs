//! The command, and what it says where there is nothing to report.

use crate::common::calls::call;

#[test]
fn a_report_is_written_beside_the_results() {
    let root = tempfile::tempdir().unwrap();
    call(root.path(), "run textbook/chicken --plays 50 --set rounds=5 --no-charts");
    let both = call(root.path(), "report output/textbook/chicken/run-2018");
    assert!(both.status.success());
    let told = String::from_utf8(both.stdout).unwrap();
    let files: Vec<&str> =
        told.lines().map(|line| line.strip_prefix("output/textbook/chicken/run-2018/").unwrap()).collect();
    assert_eq!((files[0], files[files.len() - 1]), ("report.html", "report.md"));
    assert!(
        files[1..files.len() - 1].iter().all(|file| file.starts_with("charts/") && file.ends_with(".svg"))
    );
    let one = call(root.path(), "report output/textbook/chicken/run-2018 --format html");
    assert_eq!(String::from_utf8(one.stdout).unwrap(), "output/textbook/chicken/run-2018/report.html\n");
    let page = root.path().join("output/textbook/chicken/run-2018/report.html");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("set rounds=5"), "what was laid over the scenario is told");
}

#[test]
fn where_there_is_nothing_to_report_it_says_what_is_expected() {
    let root = tempfile::tempdir().unwrap();
    call(root.path(), "run textbook/chicken --plays 5 --set rounds=2 --no-charts");
    let place = root.path().join("output/textbook/chicken/run-2018");
    for (arguments, message) in [
        ("report textbook/chicken", "`textbook/chicken` is a scenario, and no folder with results"),
        (
            "report nowhere",
            "there is no folder nowhere: results are in a folder that a run, a sweep or `robustness` has left",
        ),
        ("report .", ". holds no manifest.json"),
        ("report output/textbook/chicken", "did you mean output/textbook/chicken/run-2018?"),
        ("chart output", "did you mean output/textbook/chicken/run-2018?"),
    ] {
        let output = call(root.path(), arguments);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert!(complaint.contains(message), "{arguments}: {complaint}");
        assert_eq!(output.status.code(), Some(2), "{arguments}: {complaint}");
        assert_eq!(output.stdout, b"", "{arguments}");
    }
    std::fs::write(place.join("summary.json"), "{\"format\": 1}").unwrap();
    let output = call(root.path(), "report output/textbook/chicken/run-2018");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(complaint.contains("summary.json is damaged: it is not as it was written"), "{complaint}");
    assert_eq!(output.status.code(), Some(1));
    std::fs::remove_file(place.join("manifest.json")).unwrap();
    let output = call(root.path(), "report output/textbook/chicken/run-2018");
    assert!(String::from_utf8(output.stderr).unwrap().contains("holds no manifest.json"));
}
