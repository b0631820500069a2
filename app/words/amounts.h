// Amounts in words for a person, in the language and with the decimal separator of the window: the only place where they
// are made. Sizes are in binary units, named as such (KiB, MiB, GiB): files, memory and what a model needs of both stand side by
// side and can be compared. The spaces inside do not break.
#pragma once

#include <QString>
#include <algorithm>
#include <concepts>
#include <limits>
#include <utility>

namespace deepwell {

namespace amounts {
QString size(qint64 bytes);
QString count(quint64 number);
}  // namespace amounts

// "512 bytes", "640 KiB", "4.2 MiB", "120 MiB", "4.4 GiB"; below nothing it is nothing.
QString sizeText(std::integral auto bytes) {
  constexpr qint64 most = std::numeric_limits<qint64>::max();
  return amounts::size(std::cmp_greater(bytes, most) ? most : std::cmp_less(bytes, 0) ? 0 : static_cast<qint64>(bytes));
}

// "9,876", "12.3 k", "7.6 M", "14.8 B", "671 B": parameters of models, downloads.
QString countText(std::integral auto number) {
  return amounts::count(std::cmp_less(number, 0) ? 0 : static_cast<quint64>(number));
}

}  // namespace deepwell
