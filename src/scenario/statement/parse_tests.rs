use super::super::Measured;
use super::*;
use proptest::prelude::*;

/// The value of a side in which every measure is worth the number of its arguments.
fn worth(text: &str) -> f64 {
    let text = format!("{text} > 0");
    let Expect::Compare { left, .. } = expect(&text).unwrap() else { panic!("{text}") };
    left.formula
        .value(&|call: &Call<'_>| Ok::<_, ()>(Measured::exact(call.arguments.len() as f64)))
        .unwrap()
        .value
}

#[test]
fn arithmetic_binds_as_everywhere() {
    let cases = [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("8 / 4 / 2", 1.0),
        ("5 - 2 - 1", 2.0),
        ("-2 * -(1 + 0.5)", 3.0),
        ("1e-2 + 2.5E+1", 25.01),
        ("f(a, b) / g(a) in x/y-1.toml - 0.5", 1.5),
        ("f()+g( (a, b) )*2", 4.0),
    ];
    for (text, value) in cases {
        assert_eq!(worth(text), value, "{text}");
    }
}

#[test]
fn a_call_has_its_arguments_and_its_scenario() {
    let Ok(Expect::Within { left, right, tolerance }) =
        expect("class(Inspection (A / B), x/y) in ../b = 1/2 within 1e-3")
    else {
        panic!("it is a known answer");
    };
    let call = Call { name: "class", arguments: vec!["Inspection (A / B)", "x/y"], of: Some("../b") };
    assert_eq!(left.formula, Formula::Figure(call));
    assert_eq!(left.text, "class(Inspection (A / B), x/y) in ../b");
    assert_eq!((right.text.as_str(), tolerance), ("1/2", 0.001));
    let call = Call { name: "most", arguments: vec!["war"], of: None };
    assert_eq!(expect(" most( war ) "), Ok(Expect::Most(call)));
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let cases = [
        ("", "ends where a number or a measure"),
        ("share(a)", "ends where a comparison"),
        ("share(a) == 1", "`= 1` stands where a number or a measure"),
        ("share(a) = 1", "ends where `within`"),
        ("share(a) = 1 within x", "`x` stands where a number"),
        ("share(a) > 1.2.3", "`1.2.3` stands where a number"),
        ("share(a) in > 1", "`> 1` stands where the name of a scenario"),
        ("share > 1", "`share > 1` stands where a number or a measure"),
        ("share(a > 1", "ends where `)`"),
        ("(share(a) > 1", "`> 1` stands where `)`"),
        ("share(a) > 1 > 0", "`> 0` stands where the end"),
        ("most(a) + 1 > 0", "`most` is compared"),
    ];
    for (text, message) in cases {
        let told = expect(text).unwrap_err();
        assert!(told.contains(message), "{text}: {told}");
    }
    assert!(expect(&format!("{}1 > 0", "(".repeat(3000))).unwrap_err().contains("nests too deep"));
}

#[test]
fn an_order_is_a_chain_of_whole_paths_or_of_the_rest_of_one() {
    let path = |text: &str| ChainTerm::Path(text.to_owned());
    let read = order("a.b: c > d.e >= 4").unwrap();
    assert_eq!(read.terms, [path("a.b.c"), path("a.b.d.e"), path("a.b.4")]);
    assert_eq!(read.links, [Comparison::Above, Comparison::AtLeast]);
    assert_eq!(order("0 > a.per.x*y").unwrap().terms, [ChainTerm::Number(0.0), path("a.per.x*y")]);
    for wrong in ["", "a", "a: b", "a > ", "> a", "a => b", "a < b", "a >= = b", "a > inf >> b"] {
        assert!(order(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in ".{0,80}") {
        let _ = (expect(&text), order(&text));
    }

    #[test]
    fn no_pile_of_its_own_signs_is_too_much(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "share(", "most(", "a", ")", "(", " in ", "within", "<", "<=", "=", ">", "+", "-", "*", "/", ",",
                " ", "1", "1e", ".", "0.5", ":", "é", "Inspection (",
            ]),
            0..30,
        ),
    ) {
        let text = pieces.concat();
        let _ = (expect(&text), order(&text));
    }
}
