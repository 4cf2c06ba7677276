//! The gallery: every kind of chart with the command that makes it and how it is read.
//!
//! `docs/gallery.md` and `docs/gallery/*.svg` are made here. `BLESS=1 cargo test --test all gallery` writes them anew;
//! look at them before committing. A kind of chart without a place in [`PLATES`] fails the test.

use super::print;
use standoff::chart::Kind;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Commands, the last of which makes the charts, and where each of them then is.
struct Plate {
    commands: &'static [&'static str],
    /// The folder of the charts.
    charts: &'static str,
    kinds: &'static [Kind],
}

const RUIN: &str = "output/textbook/gamblers-ruin/sweep-2018/charts";

/// All charts, in the order of the page.
const PLATES: &[Plate] = &[
    Plate {
        commands: &["run cuba-1962 --plays 2000"],
        charts: "output/cuba-1962/run-2018/charts",
        kinds: &[
            Kind::OutcomeShares,
            Kind::OutcomesOverTime,
            Kind::TracksOverTime,
            Kind::MovesOverTime,
            Kind::FirstTimes,
            Kind::PayoffsByOutcome,
            Kind::PayoffsAsPlane,
        ],
    },
    Plate {
        commands: &["replay cuba-1962 --play 3 --chart timeline.svg"],
        charts: "",
        kinds: &[Kind::Timeline],
    },
    Plate {
        commands: &["solve textbook/chicken --charts charts"],
        charts: "charts",
        kinds: &[Kind::GamesOverTime],
    },
    Plate {
        commands: &["solve textbook/chicken --round 1 --charts charts"],
        charts: "charts",
        kinds: &[Kind::StageGame, Kind::PayoffPlane, Kind::LogitBranches],
    },
    Plate {
        commands: &[
            "run textbook/brinkmanship --plays 2000",
            "run textbook/brinkmanship-hard-line --plays 2000",
            "report output/textbook/brinkmanship/run-2018 output/textbook/brinkmanship-hard-line/run-2018",
        ],
        charts: "output/charts",
        kinds: &[Kind::RunsCompared],
    },
    Plate {
        commands: &[
            "sweep textbook/gamblers-ruin --vary rule.bet.chance=0.4..0.6:9 --where share(fortune)>0.5",
        ],
        charts: RUIN,
        kinds: &[Kind::OutcomesByFactor],
    },
    Plate {
        commands: &[
            "sweep textbook/brinkmanship --vary scenario=textbook/brinkmanship-hard-line --plays 2000",
        ],
        charts: "output/textbook/brinkmanship/sweep-2018/charts",
        kinds: &[Kind::OutcomesByValue],
    },
    Plate {
        commands: &[
            "sweep textbook/gamblers-ruin --vary track.purse.start=3,7 --vary rule.bet.chance=0.4,0.6 --design one-at-a-time",
        ],
        charts: RUIN,
        kinds: &[Kind::Tornado],
    },
    Plate {
        commands: &[
            "sweep textbook/gamblers-ruin --vary track.purse.start=1..9:5 --vary rule.bet.chance=0.4..0.6:5 \
             --where share(fortune)>0.5",
        ],
        charts: RUIN,
        kinds: &[Kind::Heatmap],
    },
    Plate {
        commands: &[
            "sweep textbook/gamblers-ruin --vary track.purse.start=1..9 --vary rule.bet.chance=0.4..0.6 \
             --design lhs --points 200 --where share(fortune)>0.8",
        ],
        charts: RUIN,
        kinds: &[Kind::Box],
    },
    Plate {
        commands: &[
            "sweep textbook/gamblers-ruin --vary track.purse.start=1..9 --vary rule.bet.chance=0.4..0.6 \
             --design saltelli --points 128",
        ],
        charts: RUIN,
        kinds: &[Kind::SobolIndices],
    },
    Plate {
        commands: &[
            "sweep textbook/gamblers-ruin --vary track.purse.start=1..9 --vary rule.bet.chance=0.4..0.6 \
             --design morris --points 30",
        ],
        charts: RUIN,
        kinds: &[Kind::ElementaryEffects],
    },
    Plate {
        commands: &["tournament textbook/prisoners-dilemma --side row=always-hold,tit-for-tat,grim \
             --side column=always-hold,tit-for-tat,pavlov"],
        charts: "output/textbook/prisoners-dilemma/sweep-2018/charts",
        kinds: &[Kind::PayoffMatrix],
    },
    Plate {
        commands: &[
            "sweep textbook/chicken-logit --choose actor.left.strategy=equilibrium,grim,always-hold \
             --vary actor.right.rationality=0.05..0.45 --vary rounds=5..50 --design lhs --points 12",
        ],
        charts: "output/textbook/chicken-logit/sweep-2018/charts",
        kinds: &[Kind::Regrets],
    },
    Plate {
        commands: &["robustness textbook/brams-cuba --samples 60"],
        charts: "output/textbook/brams-cuba/robustness-2018/charts",
        kinds: &[Kind::StatementsHeld, Kind::OutcomeBands],
    },
];

/// A command as a shell takes it.
fn shell(command: &str) -> String {
    let word = |word: &str| match word.contains(['>', '(']) {
        true => format!("'{word}'"),
        false => word.to_owned(),
    };
    let words: Vec<String> = command.split_whitespace().map(word).collect();
    format!("standoff {}", words.join(" "))
}

/// `outcome-shares` as a heading: `Outcome shares`.
fn heading(kind: Kind) -> String {
    let name = kind.name().replace('-', " ");
    name[..1].to_uppercase() + &name[1..]
}

#[test]
fn the_gallery_shows_every_kind_of_chart_as_it_is_drawn() {
    let shown: Vec<Kind> = PLATES.iter().flat_map(|plate| plate.kinds).copied().collect();
    for kind in Kind::ALL {
        let times = shown.iter().filter(|one| **one == kind).count();
        assert_eq!(times, 1, "{kind} has one place in the gallery");
    }
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut page = "# Gallery\n\nEvery kind of chart, with the command that makes it and how it is read. `standoff chart DIR \
                    --kind KIND` draws one again\nfrom the figures in a results folder, for a page, a slide or a column of a \
                    journal, as SVG, PNG or PDF.\n"
        .to_owned();
    let mut drawn = Vec::new();
    for plate in PLATES {
        let folder = tempfile::tempdir().unwrap();
        plate.commands.iter().for_each(|command| drop(print(folder.path(), command)));
        for kind in plate.kinds {
            let file = folder.path().join(plate.charts).join(format!("{kind}.svg"));
            let svg = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let alt = svg.split_once("<desc>").and_then(|(_, rest)| rest.split_once("</desc>")).unwrap().0;
            let alt = alt.replace(['[', ']'], "");
            let commands: Vec<String> = plate.commands.iter().map(|command| shell(command)).collect();
            let _ = write!(
                page,
                "\n## {}\n\n{}\n\n```sh\n{}\n```\n\n![{alt}](gallery/{kind}.svg)\n",
                heading(*kind),
                kind.how_to_read(),
                commands.join("\n"),
            );
            drawn.push((format!("gallery/{kind}.svg"), svg));
        }
    }
    drawn.push(("gallery.md".to_owned(), page));
    let bless = std::env::var_os("BLESS").is_some();
    for (name, text) in &drawn {
        let path = docs.join(name);
        if bless {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == *text, "docs/{name} is not what is drawn now; BLESS=1 writes it anew");
    }
    let kept: Vec<String> = fs::read_dir(docs.join("gallery"))
        .unwrap()
        .map(|entry| format!("gallery/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    for file in kept {
        assert!(drawn.iter().any(|(name, _)| *name == file), "docs/{file} is of no chart");
    }
}
