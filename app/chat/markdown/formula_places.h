// Keeps formulas away from the markdown parser, which would eat their backslashes: it sees a place in their stead, and what
// comes out of it is looked through for places. A place is ";\uFDD0NUMBER\uFDD1;". The semicolons make emphasis next to
// it behave as next to the punctuation that formulas begin and end with; the noncharacters are in no message (cleanText).
#pragma once

#include <QByteArray>
#include <QString>
#include <vector>

#include "app/chat/math/find.h"

namespace deepwell {

class FormulaPlaces {
 public:
  explicit FormulaPlaces(const QByteArray& source);

  bool empty() const { return formulas_.empty(); }
  QByteArray source() const;  // with places for formulas
  // Takes the first place out of `text`: what stands before it goes to `before`. Null: there is none.
  const math::Found* take(QString* text, QString* before) const;
  // The text with formulas as they were written: for code and addresses.
  QString restored(QString text) const;

 private:
  const QByteArray original_;
  const std::vector<math::Found> formulas_;
};

}  // namespace deepwell
