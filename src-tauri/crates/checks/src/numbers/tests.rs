use super::*;

fn read(text: &str) -> Vec<(String, Vec<String>)> {
    numbers(text).into_iter().map(|number| (text[number.range.clone()].to_owned(), number.readings)).collect()
}

fn one(text: &str) -> Vec<String> {
    numbers(text).remove(0).readings
}

fn same(left: &str, right: &str) -> bool {
    numbers(left)[0].is(&numbers(right)[0])
}

#[test]
fn separators_and_digits_of_any_language_are_read_alike() {
    for (text, reading) in [
        ("1,000", "1000"),
        ("1.000", "1000"),
        ("1\u{a0}000", "1000"),
        ("1'000", "1000"),
        ("1.0", "1"),
        ("0.50", "0.5"),
        ("2,5", "2.5"),
        ("１２３", "123"),
        ("1,234,567.80", "1234567.8"),
        ("1.234.567,80", "1234567.8"),
        ("007", "7"),
        ("3万", "30000"),
        ("1.5万", "15000"),
        ("0.125", "0.125"),
    ] {
        assert_eq!(one(text), [reading], "{text}");
    }
    assert_eq!(one("1.375"), ["1375", "1.375"], "German or English");
}

#[test]
fn a_number_is_marked_with_its_unit() {
    assert_eq!(
        read("in 30 days, 20% off, ¥199起"),
        [
            ("30 days".to_owned(), vec!["30".to_owned()]),
            ("20%".to_owned(), vec!["20".to_owned()]),
            ("¥199".to_owned(), vec!["199".to_owned()]),
        ]
    );
}

#[test]
fn digits_of_a_name_are_no_number() {
    assert_eq!(read("Vitamin B12 and USB3"), []);
    assert_eq!(read("共12件").len(), 1);
}

#[test]
fn chinese_numerals_count_with_a_measure_word() {
    for (text, reading) in [
        ("三十天", "30"),
        ("十五天", "15"),
        ("两小时", "2"),
        ("一百二十元", "120"),
        ("三千零五件", "3005"),
        ("二〇二六年", "2026"),
        ("百分之三十", "30"),
        ("两万件", "20000"),
        ("一天", "1"),
    ] {
        assert_eq!(one(text), [reading], "{text}");
    }
    assert_eq!(read("统一的一件好物，十分舒适，百搭"), []);
}

#[test]
fn units_must_agree_where_both_are_known() {
    assert!(same("30 days", "三十天"));
    assert!(same("30 Tage", "30天"));
    assert!(same("39.00", "$39"));
    assert!(same("1,5 kg", "1.5公斤"));
    assert!(!same("30%", "30"));
    assert!(!same("30 days", "30 hours"));
    assert!(!same("39 EUR", "$39"));
    assert!(!same("2 m", "2 months"));
}
