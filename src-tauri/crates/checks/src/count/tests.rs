#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

const UNITS: [Unit; 7] =
    [Unit::Characters, Unit::Weighted, Unit::XhsUnits, Unit::GbkBytes, Unit::DoubleWidth, Unit::Segments, Unit::Items];

#[test]
fn characters_are_unicode_scalar_values() {
    assert_eq!(count("", Unit::Characters), 0);
    assert_eq!(count("Kissen für 😀", Unit::Characters), 12);
    assert_eq!(count("乳胶枕", Unit::Characters), 3);
}

#[test]
fn a_post_on_x_is_weighted() {
    let weighted = |text| count(text, Unit::Weighted);
    assert_eq!(weighted("Hi http://test.co"), 26);
    assert_eq!(weighted("see example.com/a/very/long/path/to/a/product"), 27);
    assert_eq!(weighted("故人西辞"), 8);
    assert_eq!(weighted("😷👨‍👩‍👧‍👦"), 4);
    assert_eq!(weighted("e\u{301}"), 1, "composed before it is counted");
    assert_eq!(weighted("ABC\u{202A}\u{FFFF}ABC\u{FFFE}"), 12);
}

#[test]
fn an_empty_a_long_and_a_damaged_post_are_not_valid() {
    assert!(weighted_valid("Soft."));
    assert!(!weighted_valid(""));
    assert!(weighted_valid(&"x".repeat(280)));
    assert!(!weighted_valid(&"x".repeat(281)));
    assert!(!weighted_valid("ABC\u{FFFE}"));
}

#[test]
fn a_url_is_never_cut_in_the_middle() {
    let text = format!("{} http://www.twitter.com/jack", "x".repeat(265));
    assert_eq!(count(&text, Unit::Weighted), 289);
    assert_eq!(cut(&text, Unit::Weighted, 280), 266);
    assert_eq!(cut("看http://test.co好", Unit::Weighted, 25), "看http://test.co".len());
    assert_eq!(cut("看http://test.co好", Unit::Weighted, 24), "看".len());
}

#[test]
fn xiaohongshu_halves_and_rounds_up() {
    let cases = [
        ("", 0),
        ("你好世界", 4),
        ("hello", 3),
        ("OOTD穿搭分享", 6),
        ("😀", 2),
        ("今天好开心😀", 7),
        ("！？", 2),
        ("!?", 1),
    ];
    for (text, length) in cases {
        assert_eq!(count(text, Unit::XhsUnits), length, "{text}");
    }
    assert_eq!(cut("abc", Unit::XhsUnits, 1), 2);
    assert_eq!(cut("你好a", Unit::XhsUnits, 2), 6);
}

#[test]
fn gbk_has_two_bytes_for_a_chinese_character_and_for_what_it_does_not_know() {
    assert_eq!(count("乳胶枕 A4", Unit::GbkBytes), 9);
    assert_eq!(count("，", Unit::GbkBytes), 2);
    assert_eq!(count("😀", Unit::GbkBytes), 2);
    assert_eq!(count("é", Unit::GbkBytes), 2, "one byte in Latin-1, two in GBK");
    assert_eq!(count(&"枕".repeat(30), Unit::GbkBytes), 60);
}

#[test]
fn double_width_characters_count_twice() {
    assert_eq!(count("Kissen", Unit::DoubleWidth), 6);
    assert_eq!(count("枕ア한Ａ", Unit::DoubleWidth), 8);
    assert_eq!(count("ｱ", Unit::DoubleWidth), 1, "half-width");
    assert_eq!(count("👨‍👩‍👧‍👦", Unit::DoubleWidth), 2);
    assert_eq!(count("e\u{301}", Unit::DoubleWidth), 1);
    assert_eq!(count("\u{200b}", Unit::DoubleWidth), 1, "alone it still takes a place");
    assert_eq!(count("©®1", Unit::DoubleWidth), 3);
}

#[test]
fn items_are_lines_that_say_something() {
    assert_eq!(count("a\n\n b\n", Unit::Items), 2);
    assert_eq!(cut("a\n\nb\nc", Unit::Items, 2), 5);
}

#[test]
fn a_message_of_the_seven_bit_alphabet_has_160_units_then_153() {
    let segments = |text: &str| sms(text).segments;
    assert_eq!(segments(""), 0);
    assert_eq!(segments(&"x".repeat(160)), 1);
    assert_eq!(segments(&"x".repeat(161)), 2);
    assert_eq!(segments(&"x".repeat(307)), 3);
    let euro = sms(&format!("€{}", "x".repeat(159)));
    assert_eq!((euro.encoding, euro.segments, euro.units, euro.per_segment), (SmsEncoding::Gsm7, 2, 161, 153));
}

#[test]
fn an_escape_is_never_divided_between_parts() {
    assert_eq!(sms(&format!("{}€{}", "x".repeat(152), "x".repeat(152))).segments, 3);
    assert_eq!(sms(&format!("{}€{}", "x".repeat(151), "x".repeat(153))).segments, 2);
}

#[test]
fn one_foreign_character_changes_the_encoding_of_the_whole_message() {
    let message = sms(&format!("枕{}", "x".repeat(69)));
    assert_eq!((message.encoding, message.segments, message.characters), (SmsEncoding::Ucs2, 1, 70));
    assert_eq!(sms(&format!("枕{}", "x".repeat(70))).segments, 2);
    let flag = sms(&format!("🇮🇹{}", "x".repeat(67)));
    assert_eq!((flag.segments, flag.characters, flag.units), (2, 68, 71));
    assert_eq!(sms(&format!("{}😜{}", "枕".repeat(66), "x".repeat(67))).segments, 3, "a surrogate pair stays whole");
    assert_eq!(sms(&format!("a{}", "\u{301}".repeat(200))).segments, 3, "a heap of accents is divided all the same");
}

#[test]
fn pictures_are_emoji_and_signs_and_digits_are_not() {
    for emoji in ["😀", "❤️", "1️⃣", "🇮🇹", "👍🏽", "⭐", "☝🏽"] {
        assert!(is_emoji(emoji), "{emoji}");
    }
    for text in ["a", "1", "#", "©", "™", "枕", "→", "❤", "✓"] {
        assert!(!is_emoji(text), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_cut_fits_and_ends_between_characters(
        text in "[a-c €枕é\u{301}😀👨\u{200d}👩🇮🇹\n./:htps]{0,60}",
        most in 0_u32..40,
    ) {
        for unit in UNITS {
            let end = cut(&text, unit, most);
            let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            prop_assert!(ends.contains(&end), "{unit:?} {end}");
            prop_assert!(count(&text[..end], unit) <= most, "{unit:?} {end}");
            prop_assert_eq!(count(&text, unit) <= most, end == text.len(), "{:?} {}", unit, end);
        }
    }
}
