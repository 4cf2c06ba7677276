//! The same digits, whatever the processor can do and the system's mathematics library makes of it.

#![allow(clippy::print_stderr)] // a skipped test must say so

use crate::common::calls::standoff;

/// What a call prints; without vector units and fused arithmetic in the system's library, if that is wanted.
fn printed(arguments: &str, plain: bool) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut command = standoff(folder.path());
    if plain {
        let without = "-AVX512F,-AVX512VL,-AVX512DQ,-AVX2,-FMA,-FMA4,-AVX,-SSE4_1,-BMI2";
        command.env("GLIBC_TUNABLES", format!("glibc.cpu.hwcaps={without}"));
    }
    let output = command.args(arguments.split_whitespace()).output().unwrap();
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn same(calls: &[&str]) {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")) {
        eprintln!("skipped: only glibc on x86-64 can be told to leave units of the processor alone");
        return;
    }
    for arguments in calls {
        let (one, other) = (printed(arguments, false), printed(arguments, true));
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        assert_eq!(differs, None, "{arguments}");
        assert_eq!(one, other, "{arguments}");
    }
}

#[test]
fn digits_do_not_depend_on_what_the_processor_can_do() {
    same(&[
        "run textbook/brinkmanship --plays 200 --exact --json --no-charts",
        "run korea-2018/as-told --plays 50 --exact --json --no-charts",
        "solve textbook/chicken --round 1 --json",
        "solve textbook/aumann-chicken --round 1 --json",
        "sweep textbook/chicken-logit --vary actor.left.rationality=log:0.1..0.4:5 --json --no-charts",
        "sweep textbook/gamblers-ruin --choose actor.gambler.strategy=random,equilibrium --vary rule.bet.chance=0.4..0.6:4 --json --no-charts",
        "robustness textbook/chicken-logit --samples 10 --json --no-charts",
        // Branches of equilibria are traced by arc length there.
        "run trade-war-2018 --plays 200 --exact --json --no-charts",
        "run cuba-1962 --plays 200 --exact --json --no-charts",
    ]);
}

#[test]
#[ignore = "the largest scenario takes minutes"]
fn nor_do_those_of_the_largest_scenario() {
    same(&["run korea-2018 --plays 200 --exact --json --no-charts"]);
}
