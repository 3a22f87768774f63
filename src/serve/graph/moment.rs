//! The clock of a world as a date: it begins on the first day that its policy describes.

use crate::conformance::config::date::Date;
use crate::domain::instant::Instant;

const DAY: u64 = 86_400_000;

/// Days from 1970-01-01 to a month's first day.
fn days_before(year: i64, month: i64) -> i64 {
    // The year begins in March here, so that the day of a leap year is its last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The moment as Graph writes it, for a policy that describes this time: `2015-12-01T00:06:10Z`.
pub(crate) fn written(as_of: &str, now: Instant) -> String {
    let mut parts = as_of.split('-').map(|part| part.parse::<i64>().ok());
    let year = parts.next().flatten().unwrap_or(1970);
    let month = parts.next().flatten().filter(|month| (1..=12).contains(month)).unwrap_or(1);
    let milliseconds = now.milliseconds();
    let begins = u64::try_from(days_before(year, month)).unwrap_or_default();
    let day = Date::after_1970(begins.saturating_add(milliseconds / DAY));
    let seconds = milliseconds % DAY / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{day}T{hours:02}:{minutes:02}:{seconds:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_begins_when_the_policy_does_and_knows_leap_years() {
        let days = |days: u64| Instant::from_milliseconds(days * DAY);
        assert_eq!(written("2015-12", Instant::START), "2015-12-01T00:00:00Z");
        assert_eq!(written("2015-12", Instant::from_milliseconds(370_999)), "2015-12-01T00:06:10Z");
        assert_eq!(written("2015-12", days(31)), "2016-01-01T00:00:00Z");
        assert_eq!(written("2016-02", days(28)), "2016-02-29T00:00:00Z");
        assert_eq!(written("2100-02", days(28)), "2100-03-01T00:00:00Z");
        assert_eq!(written("no date", Instant::START), "1970-01-01T00:00:00Z");
    }
}
