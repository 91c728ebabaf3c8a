//! Stub.
use crate::reading::Reading;
use jiff::civil::Date;
pub struct Eras; impl Eras { pub fn japan()->&'static Self {&Eras} }
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub struct FiscalYear(pub i32);
impl FiscalYear{ pub fn of_date(d: Date)->Self { Self(i32::from(d.year())-i32::from(d.month()<4)) } }
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub struct Month{pub year:i16,pub month:i8}
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub enum End{From,To}
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub enum YearStyle{Long,First,Short}
#[derive(Clone,Copy,Debug,PartialEq,Eq)] pub enum DateStyle{Short,Long,Iso}
pub fn write_year(y:FiscalYear,_:YearStyle)->String{format!("{}年度",y.0)}
pub fn write_date(y:Date,_:DateStyle)->String{y.to_string()}
pub fn read_date(_:&str,_:&Eras)->Reading<Date>{Reading::default()}
pub fn read_month(_:&str,_:&Eras)->Reading<Month>{Reading::default()}
pub fn read_fiscal_year(_:&str,_:&Eras)->Reading<FiscalYear>{Reading::default()}
pub fn read_end(_:&str,_:End,_:&Eras)->Reading<FiscalYear>{Reading::default()}
