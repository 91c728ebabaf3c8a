// What is said of a text: one sentence, as it stands under the box and in the list.
import { printed } from './printing.mjs';

export function sentence({ code }, text, value) {
  switch (code) {
    case 'number.style':
      return value === null ? `「${text}」は左の欄と同じという意味に読みました。` : `「${text}」は「${printed(value)}」と読みましたので、このままでもかまいません。`;
    case 'number.converted':
      return `「${text}」を千円に直して「${printed(value)}」と読みましたので、合っているか確かめてください。`;
    case 'number.precision':
      return `「${text}」は端数がありますが、この欄は整数ですので、千円単位の整数で入力してください。`;
    case 'number.parentheses':
      return `「${text}」はかっこの意味が決められませんので、マイナスなら△を付けて入力してください。`;
    case 'number.unit':
      return `「${text}」の単位はこの欄の単位「千円」に直せませんので、千円での数を入力してください。`;
    case 'number.range':
      return `「${text}」は桁が多すぎて読めませんので、28桁以内の数を入力してください。`;
    case 'number.spreadsheet-error':
      return `「${text}」は表計算ソフトの表示ですので、元の表を直して、数を入力し直してください。`;
    case 'total.differs':
      return `貼り付けた「${text}」は計算した値「${printed(value)}」と違いますので、どちらかを確かめてください。`;
    default:
      return `「${text}」は数として読めませんので、千円での数を入力してください。`;
  }
}
