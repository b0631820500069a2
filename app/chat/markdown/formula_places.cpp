#include "app/chat/markdown/formula_places.h"

namespace deepwell {
namespace {

constexpr QChar kPlaceBegin(0xFDD0);
constexpr QChar kPlaceEnd(0xFDD1);

}  // namespace

FormulaPlaces::FormulaPlaces(const QByteArray& source)
    : original_(source), formulas_(math::findMath({original_.constData(), static_cast<size_t>(original_.size())})) {}

QByteArray FormulaPlaces::source() const {
  if (empty()) return original_;
  QByteArray out;
  out.reserve(original_.size());
  size_t at = 0;
  for (size_t i = 0; i < formulas_.size(); ++i) {
    const auto begin = static_cast<qsizetype>(at);
    out += QByteArrayView(original_).sliced(begin, static_cast<qsizetype>(formulas_[i].begin) - begin);
    out += ";\xEF\xB7\x90" + QByteArray::number(static_cast<qulonglong>(i)) + "\xEF\xB7\x91;";
    at = formulas_[i].end;
  }
  return out + original_.sliced(static_cast<qsizetype>(at));
}

const math::Found* FormulaPlaces::take(QString* text, QString* before) const {
  for (qsizetype from = 0;;) {
    const qsizetype begin = text->indexOf(kPlaceBegin, from);
    const qsizetype end = begin < 0 ? -1 : text->indexOf(kPlaceEnd, begin);
    if (end < 0) return nullptr;
    bool ok = false;
    const qulonglong number = QStringView(*text).sliced(begin + 1, end - begin - 1).toULongLong(&ok);
    const bool framed = begin > 0 && end + 1 < text->size() && text->at(begin - 1) == u';' && text->at(end + 1) == u';';
    if (ok && number < formulas_.size() && framed) {
      *before = text->left(begin - 1);
      text->remove(0, end + 2);
      return &formulas_[number];
    }
    from = begin + 1;
  }
}

QString FormulaPlaces::restored(QString text) const {
  QString out, before;
  while (const math::Found* formula = take(&text, &before)) {
    const auto begin = static_cast<qsizetype>(formula->begin);
    out += before + QString::fromUtf8(original_.sliced(begin, static_cast<qsizetype>(formula->end) - begin));
  }
  return out + text;
}

}  // namespace deepwell
