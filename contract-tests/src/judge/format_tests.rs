use super::*;

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn each_format_takes_its_own_and_nothing_else() {
    for (format, good, bad) in [
        (
            "date-time",
            &[
                "2026-11-22T15:04:05Z",
                "2024-02-29t00:00:00z",
                "2026-11-22T15:04:05.123456789Z",
                "2026-11-22T15:04:05+05:30",
                "2026-12-31T23:59:60Z",
            ][..],
            &[
                "2026-11-22",
                "2026-11-22 15:04:05Z",
                "2026-11-22T15:04:05",
                "2026-11-31T15:04:05Z",
                "2023-02-29T15:04:05Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T15:04Z",
                "2026-11-22T15:04:05.Z",
                "2026-11-22T15:04:05+0530",
                "2026-11-22T15:04:05+05:30[Asia/Kolkata]",
                "2026-13-22T15:04:05Z",
                "2026-11-22T15:60:05Z",
                "2026-W47-7T15:04:05Z",
                "20261122T150405Z",
                "Sun, 22 Nov 2026 15:04:05 +0000",
                "2026-11-22Tä",
                "",
            ][..],
        ),
        (
            "date",
            &["2024-02-29"],
            &[
                "2023-02-29",
                "2026-1-1",
                "22.11.2026",
                "2026-11-22T00:00:00Z",
            ],
        ),
        (
            "date-time-rfc-2822",
            &[
                "Sun, 22 Nov 2026 15:04:05 +0000",
                "22 Nov 2026 15:04:05 GMT",
            ],
            &[
                "2026-11-22T15:04:05Z",
                "Mon, 22 Nov 2026 15:04:05 +0000",
                "Sun, 31 Nov 2026 15:04:05 +0000",
            ],
        ),
        (
            "uri",
            &[
                "https://a.example",
                "http://a.example:8080/x?y=%20#z",
                "https://a.example/ä",
                "HTTPS://a.example",
                "ftp://a.example",
                "mailto:a@b.example",
                "sip:a.example:5060",
                "sip://a.example:5060",
                "sips:user@a.example;transport=tls",
                "wss://a.example/x",
            ],
            &[
                "/x",
                "a.example",
                "https://",
                "https:a.example",
                "https://?x",
                "sip:",
                "sip://",
                "sip: a.example",
                ":a.example",
                "https://a b.example",
                "https://a.example/ x",
                "",
                " https://a.example",
            ],
        ),
        (
            "phone-number",
            &["+15550100", "+442079460018"],
            &[
                "15550100",
                "+1",
                "+1555 0100",
                "+1234567890123456",
                "+01234567",
                "+",
                "tel:+15550100",
            ],
        ),
        (
            "email",
            &["a@b.example"],
            &["a", "@b.example", "a@", "a b@c.example"],
        ),
        (
            "uuid",
            &["123e4567-e89b-12d3-a456-426614174000"],
            &[
                "123e4567e89b12d3a456426614174000",
                "123e4567-e89b-12d3-a456-42661417400g",
                "x",
            ],
        ),
        (
            "iso-country-code",
            &["US", "de"],
            &["", "U", "USA", "U1", "U S", "ÄÖ"],
        ),
        (
            "currency",
            &["USD", "eur"],
            &["", "US", "USDT", "$", "12.50", "840"],
        ),
        (
            "http-method",
            &["GET", "post", "PROPFIND", "X-1"],
            &["", "GET POST", "https://a.example", "GÉT"],
        ),
        (
            "twiml",
            &[
                "<Response/>",
                " <Response><Say>a</Say></Response>\n",
                "<?xml version=\"1.0\"?><!-- a --><Response></Response>",
            ],
            &["", "Hello", "https://a.example/twiml", "<Say>a</Say>"],
        ),
    ] {
        for text in good {
            assert_eq!(mismatch(format, text), None, "{format}: {text}");
        }
        for text in bad {
            assert!(mismatch(format, text).is_some(), "{format}: {text}");
        }
    }
}

#[test]
fn formats_that_are_not_known_pass() {
    for format in ["made-up", "endpoint", "byte"] {
        assert_eq!(mismatch(format, "any thing"), None, "{format}");
    }
}
