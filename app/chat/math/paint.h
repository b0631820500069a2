// Formulas on screen: the bundled math font measured and painted.
#pragma once

#include <QColor>
#include <QImage>
#include <QList>
#include <QPainter>
#include <QString>
#include <memory>

#include "app/chat/math/layout.h"

namespace deepwell::math {

// A formula that was read and laid out; lengths in em, so that it fits every size.
struct Formula {
  bool ok = false;  // false: its source is to be shown
  Box box;
};

// Of the bundled font.
const Measure& mathFont();

// Remembers the last ones, for each thread its own, as fonts are.
std::shared_ptr<const Formula> formulaOf(const QString& tex, bool display);

// Of a formula in a line of text, the parts between which the line may be broken; empty if its source is to be shown.
using FormulaParts = QList<std::shared_ptr<const Formula>>;
FormulaParts formulaParts(const QString& tex);

// With its baseline's beginning at `origin`; an em is `pixels` long. Bars are put on whole pixels of the device.
void paint(QPainter* painter, const Formula& formula, QPointF origin, double pixels, const QColor& color);

// The picture of a formula with a margin for ink that leaves the box; its left upper corner is `offset` from the
// origin, in logical pixels.
struct Picture {
  QImage image;  // of the device's resolution
  QPointF offset;
};
Picture picture(const Formula& formula, double pixels, const QColor& color, double device_pixel_ratio);

}  // namespace deepwell::math
