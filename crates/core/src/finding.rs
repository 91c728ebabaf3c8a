//! What is said of a sheet: codes, severities, places, and the mends offered.
//!
//! A finding carries facts, never sentences; the sentences stand in `words`.

use std::fmt;

use crate::reading::{Basis, Status};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Never matters for handing in.
    Notice,
    /// Wants a correction or a reason.
    Warning,
    /// Keeps the sheet from being ready.
    Error,
}

impl Severity {
    /// The word that stands in files and attributes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of a word in a form.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Notice, Self::Warning, Self::Error].into_iter().find(|s| s.code() == code)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a reader has to say of one text, and how it could be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The problem with its facts.
    pub problem: Problem,
    /// The mechanical mend, where there is one without doubt.
    pub mend: Option<Mend>,
}

/// A mechanical change that answers a flaw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Put this text in the place of the whole text.
    Replace(String),
    /// Put `text` here and `unit` into the cell that holds this cell's unit.
    UnitElsewhere {
        /// The text that stays here.
        text: String,
        /// The unit as printed.
        unit: String,
    },
    /// Put `own` here and `other` into the other end of the pair.
    OtherEnd {
        /// The text that stays here.
        own: String,
        /// The text for the other box.
        other: String,
    },
    /// Copy the left neighbour's text.
    CopyLeft,
}

/// One list gives the codes, their words and their weights, so that none can drift.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $severity:ident;)*) => {
        /// The name of a kind of finding: stable, seen in files and attributes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* #[doc = concat!("`", $word, "`")] $name,)*
        }

        impl Code {
            /// Every code, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that stands in files and attributes.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The code of a word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }

            /// What a finding of this code weighs unless its form says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Reading one cell
    NumberUnreadable = "number.unreadable", Error;
    NumberUnit = "number.unit", Error;
    NumberConverted = "number.converted", Warning;
    NumberParentheses = "number.parentheses", Error;
    NumberPrecision = "number.precision", Error;
    NumberRange = "number.range", Error;
    NumberBasis = "number.basis", Warning;
    NumberSpreadsheetError = "number.spreadsheet-error", Error;
    NumberStyle = "number.style", Notice;
    ValueStatus = "value.status", Error;
    DateUnreadable = "date.unreadable", Error;
    DateNoSuchDay = "date.no-such-day", Error;
    DateEra = "date.era", Warning;
    DateWeekday = "date.weekday", Warning;
    DateStyle = "date.style", Notice;
    YearUnreadable = "year.unreadable", Error;
    YearAlias = "year.alias", Notice;
    YearPair = "year.pair", Error;
    YearStyle = "year.style", Notice;
    TextLength = "text.length", Error;
    TextPattern = "text.pattern", Error;
    TextPlaceholder = "text.placeholder", Warning;
    TextCharacters = "text.characters", Warning;
    ChoiceUnknown = "choice.unknown", Error;
    ChoiceDependent = "choice.dependent", Error;
    ChoiceCount = "choice.count", Error;
    CellUnknown = "cell.unknown", Warning;
    CellOld = "cell.old", Notice;
    // One sheet
    Required = "required", Error;
    DateOrder = "date.order", Error;
    PeriodReversed = "period.reversed", Error;
    PeriodOutsidePlan = "period.outside-plan", Warning;
    TotalDiffers = "total.differs", Error;
    TotalUnits = "total.units", Error;
    TotalRounding = "total.rounding", Notice;
    IndicatorFinal = "indicator.final", Warning;
    PeriodContentOutside = "period.content-outside", Warning;
    PeriodContentMissing = "period.content-missing", Warning;
    AnnualDiffers = "annual.differs", Warning;
    ChangeNotCarried = "change.not-carried", Warning;
    AchievementContradicts = "achievement.contradicts", Warning;
    EffectKind = "effect.kind", Warning;
    ResultFuture = "result.future", Warning;
    SignContradicts = "sign.contradicts", Warning;
    CostDiffers = "cost.differs", Warning;
    RateDiffers = "rate.differs", Warning;
    SettledOverBudget = "settled.over-budget", Warning;
    ShortfallReason = "shortfall.reason", Warning;
    OwnerInRelated = "owner.in-related", Warning;
    // A collection
    CollectionDuplicate = "collection.duplicate", Error;
    CollectionSuperseded = "collection.superseded", Notice;
    CollectionMissing = "collection.missing", Warning;
    CollectionUnexpected = "collection.unexpected", Warning;
    CollectionEdition = "collection.edition", Warning;
    CollectionCategory = "collection.category", Warning;
    CollectionCount = "collection.count", Warning;
    CollectionName = "collection.name", Warning;
    CollectionDamaged = "collection.damaged", Error;
    TextDuplicate = "text.duplicate", Warning;
    CollectionOutlier = "collection.outlier", Warning;
    CollectionSign = "collection.sign", Warning;
    CollectionCarried = "collection.carried", Warning;
    /// The total of one table is not that of another.
    CollectionTotal = "collection.total", Warning;
    // Files
    SubmissionNewer = "submission.newer", Error;
    SubmissionForeign = "submission.foreign", Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a reader can find, with the facts that its sentence needs.
///
/// Numbers and dates stand here as the sheet prints them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing in the text can be read as a number.
    NumberUnreadable(NumberFault),
    /// A number of another unit, or of a unit where none belongs.
    OtherUnit {
        /// The unit in the text.
        found: String,
        /// The unit of the cell, if it has one.
        expected: Option<String>,
    },
    /// 万 or 千 without 円 in a cell of 千円: three thousand yen, or three million?
    ScaleAlone {
        /// The scale as typed.
        scale: String,
        /// The unit of the cell.
        expected: String,
    },
    /// The number was converted into the unit of the cell.
    Converted {
        /// The value in the cell's unit, as printed.
        printed: String,
        /// The unit of the cell, or nothing when a scale was multiplied out.
        unit: Option<String>,
    },
    /// A number in parentheses: minus to some, a side note to others.
    Parentheses {
        /// The number without them, as printed.
        inner: String,
    },
    /// More decimals than the cell has.
    Precision {
        /// How many decimals the cell has.
        decimals: u32,
        /// The value rounded to them, as printed.
        rounded: String,
    },
    /// Below the least value that the form allows.
    TooSmall {
        /// The least value, as printed.
        min: String,
    },
    /// Above the greatest value that the form allows.
    TooLarge {
        /// The greatest value, as printed.
        max: String,
    },
    /// More digits than any amount has.
    TooManyDigits,
    /// The number counts per something, so that it must not enter a total.
    PerBasis {
        /// Per what.
        basis: Basis,
    },
    /// An error value of a spreadsheet was pasted.
    SpreadsheetError {
        /// What was pasted.
        found: String,
    },
    /// A number read without doubt, but written unusually.
    NumberStyle {
        /// What is unusual.
        habit: Habit,
        /// The number as the sheet prints it.
        printed: String,
    },
    /// A status where the form wants a value.
    StatusRefused {
        /// The status.
        status: Status,
    },
    /// 同左, which can be filled in.
    AsLeft,
    /// A place left open in a pattern: `〇人`.
    Placeholder {
        /// The placeholder with what follows it.
        found: String,
    },
    /// Nothing in the text can be read as the date, month or year asked for.
    TimeUnreadable {
        /// What was asked.
        asked: Asked,
        /// Why it was not found.
        fault: TimeFault,
    },
    /// The number by which spreadsheets keep a date.
    DateSerial {
        /// The date.
        printed: String,
    },
    /// A month beyond 1 to 12.
    NoSuchMonth {
        /// The month.
        month: u32,
    },
    /// A day that the month does not have.
    NoSuchDay {
        /// The month, as printed.
        month: String,
        /// The day.
        day: u32,
        /// The month's last day.
        last: u32,
    },
    /// The era was not in force on that day; the day meant is clear.
    EraNotInForce {
        /// The right writing.
        printed: String,
    },
    /// The weekday is not that of the date.
    Weekday {
        /// The weekday in the text.
        said: char,
        /// The weekday of the date.
        is: char,
    },
    /// A date, month or year read without doubt, but written unusually.
    TimeStyle {
        /// What was asked.
        asked: Asked,
        /// The usual writing.
        printed: String,
    },
    /// A fiscal year under the name of an earlier era: 平成32年度.
    YearAlias {
        /// Its name today.
        printed: String,
    },
    /// 和暦 and 西暦 beside each other name different years.
    YearPair {
        /// The western year of the 和暦.
        japanese: i32,
        /// The 西暦 in the text.
        western: i32,
    },
    /// A whole range in the box of one end, another year in that of the other.
    OtherEndDiffers {
        /// Whether the other end is the last year.
        is_last: bool,
        /// The other end as the range says it, as printed.
        range: String,
        /// What stands in the other box.
        there: String,
    },
    /// A whole range in the box of one end.
    RangeInOneBox {
        /// The first year, as printed, or nothing.
        from: String,
        /// The last year, as printed, or nothing.
        to: String,
    },
}

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// No number and no status stands there.
    NoNumber,
    /// The number is not finished: `△`, `1,`, `5.`
    Unfinished,
    /// A letter or mark among or behind the digits: `12a`, `1e3`, `1_000`
    Stray(String),
    /// Commas that do not part groups of three: `1,00`
    Commas,
    /// A point where a comma may be meant: `1.000`
    PointOrComma,
    /// 、 or 。 between digits
    JapaneseComma,
    /// A space between digits: `1 234`
    SpaceInside,
    /// 憶 for 億
    Oku,
    /// 〇 ○ O l among digits
    LetterForDigit,
    /// Growth or decline in words: `480時間増`
    SignInWords(String),
    /// Two signs, or a sign behind the number
    SignPlace,
    /// ▽ or ▼, which is no minus sign
    DownTriangle,
    /// Two numbers or more: `2台：6名`
    TwoNumbers(String, String),
    /// A range of numbers: `100～200`
    Range(String, String),
    /// A working without its result: `1か所×0.5時間`
    Formula,
    /// Words around a number that leave its meaning open
    Words(String),
    /// 億 万 千 out of order: `3万2億`
    ScaleOrder,
    /// Hours and minutes that are none: `1時間70分`
    Minutes,
    /// A duration without 時間 or 分: `90`
    UnitMissing,
}

/// What is unusual in the writing of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// The cell's own unit in the cell
    OwnUnit,
    /// Hours and minutes as a clock shows them
    Clock,
    /// A unit that belongs into another cell of the sheet
    UnitElsewhere,
    /// Words beside the number, kept as its note
    Note,
    /// ▲ or another look-alike of △
    Triangle,
    /// A look-alike of the minus sign
    Minus,
    /// A plus sign
    Plus,
    /// Full-width characters
    Width,
    /// Spaces
    Space,
    /// Leading zeros, a missing zero before the point, or a minus before zero
    Zeros,
    /// Decimals that are zero where the cell has none
    ZeroDecimals,
}

/// What a reader of time was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A day
    Date,
    /// A month
    Month,
    /// A fiscal year
    Year,
    /// A range of fiscal years
    Years,
}

/// Why a text is no date, month or fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFault {
    /// The text has another shape.
    Shape,
    /// The text ends too early: `R2.4`
    Unfinished,
    /// The era is missing: `2.4.1`
    EraMissing,
    /// The year is 0.
    YearZero,
    /// Before 明治6年, when the calendar was another one.
    Lunar,
    /// Beyond the year 9999.
    TooFar,
    /// More than was asked: a day in a cell of months, a date in a cell of years.
    TooMuch,
    /// A range where one is asked for.
    Range,
    /// The second year of a range with the era left out lies before the first.
    ElidedReversed,
}

impl Problem {
    /// The code of the finding.
    pub fn code(&self) -> Code {
        match self {
            Self::NumberUnreadable(_) => Code::NumberUnreadable,
            Self::OtherUnit { .. } | Self::ScaleAlone { .. } => Code::NumberUnit,
            Self::Converted { .. } => Code::NumberConverted,
            Self::Parentheses { .. } => Code::NumberParentheses,
            Self::Precision { .. } => Code::NumberPrecision,
            Self::TooSmall { .. } | Self::TooLarge { .. } | Self::TooManyDigits => {
                Code::NumberRange
            }
            Self::PerBasis { .. } => Code::NumberBasis,
            Self::SpreadsheetError { .. } => Code::NumberSpreadsheetError,
            Self::NumberStyle { .. } | Self::AsLeft => Code::NumberStyle,
            Self::StatusRefused { .. } => Code::ValueStatus,
            Self::Placeholder { .. } => Code::TextPlaceholder,
            Self::TimeUnreadable { asked: Asked::Date | Asked::Month, .. } => Code::DateUnreadable,
            Self::DateSerial { .. } => Code::DateUnreadable,
            Self::TimeUnreadable { .. } => Code::YearUnreadable,
            Self::NoSuchMonth { .. } | Self::NoSuchDay { .. } => Code::DateNoSuchDay,
            Self::EraNotInForce { .. } => Code::DateEra,
            Self::Weekday { .. } => Code::DateWeekday,
            Self::TimeStyle { asked: Asked::Date | Asked::Month, .. } => Code::DateStyle,
            Self::TimeStyle { .. } | Self::RangeInOneBox { .. } => Code::YearStyle,
            Self::YearAlias { .. } => Code::YearAlias,
            Self::YearPair { .. } | Self::OtherEndDiffers { .. } => Code::YearPair,
        }
    }

    /// What it weighs. A placeholder is a warning in a text, and an error
    /// where it leaves a cell without its number.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Placeholder { .. } => Severity::Error,
            _ => self.code().severity(),
        }
    }
}

impl Flaw {
    /// A flaw that only a person can mend.
    pub fn of(problem: Problem) -> Self {
        Self { problem, mend: None }
    }

    /// A flaw that is mended by putting another text into the box.
    pub fn replace(problem: Problem, text: impl Into<String>) -> Self {
        Self { problem, mend: Some(Mend::Replace(text.into())) }
    }
}
