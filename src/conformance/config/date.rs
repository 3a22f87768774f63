//! Days of the calendar, and what is no day.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// A day of the Gregorian calendar, from the year 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is no day.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// It is not written as a date.
    #[error("`{0}` is not a date")]
    Malformed(String),
    /// The year has no such month, or the month no such day.
    #[error("there is no day `{given}`")]
    Impossible {
        /// What was written.
        given: String,
        /// What the calendar says.
        calendar: String,
    },
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// Reads a day written as `2027-01-31`.
    ///
    /// # Errors
    ///
    /// When the text is written otherwise, or the calendar has no such day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let malformed = || DateError::Malformed(text.chars().take(40).collect());
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return Err(malformed()) };
        let number = |part: &str, digits: usize| {
            let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>().ok().filter(|_| plain).ok_or_else(malformed)
        };
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        let impossible =
            |calendar: String| DateError::Impossible { given: text.to_owned(), calendar };
        if year == 0 {
            return Err(impossible("the first year is 0001".to_owned()));
        }
        let name = usize::from(month).checked_sub(1).and_then(|index| MONTHS.get(index));
        let (Some(name), Ok(month), Ok(day)) = (name, u8::try_from(month), u8::try_from(day))
        else {
            return Err(impossible("a year has the months 01 to 12".to_owned()));
        };
        let last = days_in(year, month);
        if day == 0 || day > last {
            return Err(impossible(format!("{name} {year} has the days 01 to {last}")));
        }
        Ok(Self { year, month, day })
    }

    /// The day that begins `days` days after 1 January 1970; the last one known for what is later.
    pub fn after_1970(days: u64) -> Self {
        let (mut year, mut month, mut left) = (1970_u16, 1_u8, days);
        let length = |year| if is_leap(year) { 366 } else { 365 };
        while left >= length(year) {
            left -= length(year);
            year += 1;
            if year > 9999 {
                return Self { year: 9999, month: 12, day: 31 };
            }
        }
        while left >= u64::from(days_in(year, month)) {
            left -= u64::from(days_in(year, month));
            month += 1;
        }
        Self { year, month, day: u8::try_from(left + 1).unwrap_or(1) }
    }
}

impl DateError {
    /// How to fix it.
    pub fn help(&self) -> String {
        match self {
            Self::Malformed(_) => "write year, month and day: `2027-01-31`".to_owned(),
            Self::Impossible { calendar, .. } => calendar.clone(),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, help: &str) {
        assert_eq!(Date::parse(text).unwrap_err().help(), help, "{text}");
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_refused() {
        refused("2027-02-29", "February 2027 has the days 01 to 28");
        refused("2100-02-29", "February 2100 has the days 01 to 28");
        refused("2028-02-30", "February 2028 has the days 01 to 29");
        refused("2027-04-31", "April 2027 has the days 01 to 30");
        refused("2027-01-00", "January 2027 has the days 01 to 31");
        refused("2027-13-01", "a year has the months 01 to 12");
        refused("0000-01-01", "the first year is 0001");
        for text in ["2027-1-31", "31.01.2027", "2027-01-31T00:00", "+027-01-31", "", "²027-01-01"]
        {
            refused(text, "write year, month and day: `2027-01-31`");
        }
    }

    #[test]
    fn a_day_reads_as_it_is_written_and_later_days_are_greater() {
        let days = ["1999-12-31", "2000-02-29", "2027-01-31", "2027-02-01", "2400-02-29"];
        let read: Vec<Date> = days.iter().map(|day| Date::parse(day).unwrap()).collect();
        assert!(read.is_sorted());
        assert_eq!(read.iter().map(ToString::to_string).collect::<Vec<_>>(), days);
    }

    #[test]
    fn days_are_counted_from_1970() {
        let check = |days, expected: &str| {
            assert_eq!(Date::after_1970(days).to_string(), expected, "{days}");
        };
        check(0, "1970-01-01");
        check(58, "1970-02-28");
        check(59, "1970-03-01");
        check(11_016, "2000-02-29");
        check(11_017, "2000-03-01");
        check(20_789, "2026-12-02");
        check(u64::MAX, "9999-12-31");
    }
}
