#include "app/chat/math/paint.h"

#include <QCache>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QHash>
#include <QPainterPath>
#include <QRawFont>
#include <algorithm>
#include <cmath>

#include "app/chat/math/parser.h"

namespace deepwell::math {
namespace {

constexpr double kUnit = 1000;  // pixels an em of the outlines

struct Glyph {
  bool there = false;
  Extent extent;
  QPainterPath path;  // kUnit pixels an em
};

class Font : public Measure {
 public:
  Font() : font_(QStringLiteral(":/deepwell/fonts/DeepwellMath.ttf"), kUnit, QFont::PreferNoHinting) {}

  const Glyph& glyphOf(char32_t character) const {
    const auto found = glyphs_.constFind(character);
    if (found != glyphs_.constEnd()) return **found;
    auto glyph = std::make_shared<Glyph>();
    const QList<quint32> indexes = font_.glyphIndexesForString(QString::fromUcs4(&character, 1));
    if (!indexes.isEmpty() && indexes[0] != 0) {
      glyph->there = true;
      glyph->path = font_.pathForGlyph(indexes[0]);
      const QRectF ink = glyph->path.boundingRect();
      const QList<QPointF> advances = font_.advancesForGlyphIndexes({indexes[0]});
      glyph->extent = {advances[0].x() / kUnit, ink.left() / kUnit, ink.right() / kUnit, -ink.top() / kUnit,
                       ink.bottom() / kUnit};
    }
    return **glyphs_.insert(character, std::move(glyph));
  }

  bool glyph(char32_t character, Extent* out) const override {
    const Glyph& glyph = glyphOf(character);
    *out = glyph.extent;
    return glyph.there;
  }

  Extent text(const std::u32string& text) const override {
    const QFontMetricsF metrics(textFont(100));
    const double advance =
        metrics.horizontalAdvance(QString::fromUcs4(text.data(), static_cast<qsizetype>(text.size())));
    return {advance / 100, 0, advance / 100, metrics.ascent() / 100 * 0.85, metrics.descent() / 100 * 0.7};
  }

  static QFont textFont(double pixels) {
    QFont font = QGuiApplication::font();
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
    return font;
  }

 private:
  QRawFont font_;
  mutable QHash<char32_t, std::shared_ptr<Glyph>> glyphs_;
};

const Font& font() {
  static thread_local const Font font;
  return font;
}

// Bars on whole pixels of the device, at least one thick.
void paintRect(QPainter* painter, const QRectF& rect, const QColor& color) {
  const QTransform device = painter->deviceTransform();
  QRectF there = device.mapRect(rect);
  const bool flat = there.width() >= there.height();
  if (flat) {
    const double height = std::max(1.0, std::round(there.height()));
    there = QRectF(there.left(), std::round(there.center().y() - height / 2), there.width(), height);
  } else {
    const double width = std::max(1.0, std::round(there.width()));
    there = QRectF(std::round(there.center().x() - width / 2), there.top(), width, there.height());
  }
  painter->fillRect(device.inverted().mapRect(there), color);
}

void paintFrame(QPainter* painter, QRectF rect, double stroke, const QColor& color) {
  const QTransform device = painter->deviceTransform();
  const double scale = device.m22();
  const double width = std::max(1.0, std::round(stroke * scale));
  QRectF there = device.mapRect(rect);
  there = QRectF(QPointF(std::round(there.left()), std::round(there.top())),
                 QPointF(std::round(there.right()), std::round(there.bottom())));
  const double half = width / 2;
  rect = device.inverted().mapRect(there.adjusted(half, half, -half, -half));
  painter->setPen(QPen(color, width / scale));
  painter->setBrush(Qt::NoBrush);
  painter->drawRoundedRect(rect, 3, 3);
}

void paintPiece(QPainter* painter, const Piece& piece, QPointF origin, double pixels, const QColor& color) {
  const QPointF at = origin + QPointF(piece.x, piece.y) * pixels;
  const QSizeF size(piece.width * pixels, piece.height * pixels);
  switch (piece.kind) {
    case Piece::kGlyph: {
      const double scale = pixels * piece.size / kUnit;
      painter->save();
      painter->translate(at);
      painter->scale(scale * piece.stretch_x, scale * piece.stretch_y);
      painter->fillPath(font().glyphOf(piece.character).path, color);
      painter->restore();
      break;
    }
    case Piece::kText:
      painter->setPen(color);
      painter->setFont(Font::textFont(pixels * piece.size));
      painter->drawText(at, QString::fromUcs4(piece.text.data(), static_cast<qsizetype>(piece.text.size())));
      break;
    case Piece::kRect:
      paintRect(painter, QRectF(at, size), color);
      break;
    case Piece::kLine:
      painter->setPen(QPen(color, std::max(1.0, piece.stroke * pixels), Qt::SolidLine, Qt::RoundCap));
      painter->drawLine(at, at + QPointF(size.width(), size.height()));
      break;
    case Piece::kFrame:
      paintFrame(painter, QRectF(at, size), piece.stroke * pixels, color);
      break;
  }
}

}  // namespace

const Measure& mathFont() { return font(); }

std::shared_ptr<const Formula> formulaOf(const QString& tex, bool display) {
  static thread_local QCache<QString, std::shared_ptr<const Formula>> remembered(200'000);  // of pieces, about
  const QString key = (display ? u'd' : u'i') + tex;
  if (const auto* known = remembered.object(key)) return *known;
  auto formula = std::make_shared<Formula>();
  const Parsed parsed = parseTex(tex.toStdString());
  formula->ok = parsed.ok && layOut(parsed.row, display ? Level::kDisplay : Level::kText, font(), &formula->box);
  const auto cost = static_cast<qsizetype>(formula->box.pieces.size()) + key.size() / 8 + 10;
  remembered.insert(key, new std::shared_ptr<const Formula>(formula), cost);
  return formula;
}

FormulaParts formulaParts(const QString& tex) {
  static thread_local QCache<QString, FormulaParts> remembered(100'000);  // of pieces, about
  if (const FormulaParts* known = remembered.object(tex)) return *known;
  const Parsed parsed = parseTex(tex.toStdString());
  std::vector<Box> boxes;
  FormulaParts parts;
  qsizetype cost = tex.size() / 8 + 10;
  if (parsed.ok && layOutParts(parsed.row, font(), &boxes)) {
    for (Box& box : boxes) {
      cost += static_cast<qsizetype>(box.pieces.size());
      parts.append(std::make_shared<const Formula>(Formula{true, std::move(box)}));
    }
  }
  remembered.insert(tex, new FormulaParts(parts), cost);
  return parts;
}

void paint(QPainter* painter, const Formula& formula, QPointF origin, double pixels, const QColor& color) {
  painter->setRenderHint(QPainter::Antialiasing);
  for (const Piece& piece : formula.box.pieces) paintPiece(painter, piece, origin, pixels, color);
}

Picture picture(const Formula& formula, double pixels, const QColor& color, double ratio) {
  constexpr double kMaxPixels = 16000;  // a side; what is longer is cut
  const double margin = std::ceil(0.25 * pixels);
  const double left = margin, top = std::ceil(formula.box.ascent * pixels) + margin;
  const QSizeF size(std::ceil(formula.box.width * pixels) + 2 * margin,
                    top + std::ceil(formula.box.descent * pixels) + margin);
  Picture out;
  out.image = QImage(static_cast<int>(std::min(kMaxPixels, std::ceil(size.width() * ratio))),
                     static_cast<int>(std::min(kMaxPixels, std::ceil(size.height() * ratio))),
                     QImage::Format_ARGB32_Premultiplied);
  if (out.image.isNull()) return out;
  out.image.setDevicePixelRatio(ratio);
  out.image.fill(Qt::transparent);
  out.offset = {-left, -top};
  QPainter painter(&out.image);
  paint(&painter, formula, {left, top}, pixels, color);
  return out;
}

}  // namespace deepwell::math
