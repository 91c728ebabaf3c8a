//! The local time, as the browser has it.

use js_sys::Date;

/// The parts of the local time.
pub(super) struct Now {
    date: Date,
}

impl Now {
    pub(super) fn read() -> Self {
        Self { date: Date::new_0() }
    }

    /// RFC 3339 with the local offset, to the second.
    pub(super) fn rfc3339(&self) -> String {
        let d = &self.date;
        // Minutes west of Greenwich.
        let west = d.get_timezone_offset() as i32;
        let sign = if west > 0 { '-' } else { '+' };
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            d.get_full_year(),
            d.get_month() + 1,
            d.get_date(),
            d.get_hours(),
            d.get_minutes(),
            d.get_seconds(),
            west.abs() / 60,
            west.abs() % 60,
        )
    }

    /// `20261120-1200`
    pub(super) fn stamp(&self) -> String {
        let d = &self.date;
        format!(
            "{:04}{:02}{:02}-{:02}{:02}",
            d.get_full_year(),
            d.get_month() + 1,
            d.get_date(),
            d.get_hours(),
            d.get_minutes(),
        )
    }

    /// `12:00`
    pub(super) fn clock(&self) -> String {
        format!("{:02}:{:02}", self.date.get_hours(), self.date.get_minutes())
    }
}
