#include "app/chat/markdown/math_object.h"

#include <QAbstractTextDocumentLayout>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QQuickWindow>
#include <QSGImageNode>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <algorithm>
#include <cmath>
#include <utility>

namespace deepwell {
namespace {

double pixelSize(const QFont& font) { return font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize(); }

// What a formula claims above and below the baseline: what its text does, so that a line of nothing else is as high as
// others. The lines' own distance holds a little of a tall one.
struct Claim {
  double ascent, descent;
};

Claim claimOf(const math::Formula& formula, const QFont& font) {
  const double pixels = MathObject::pixels(font);
  const QFontMetricsF metrics(font);
  const double ascent = formula.box.ascent * pixels, descent = formula.box.descent * pixels;
  return {std::max(metrics.ascent(), ascent), std::max(metrics.descent(), descent - 0.08 * pixels)};
}

}  // namespace

int MathObject::parts(const QString& tex) { return static_cast<int>(math::formulaParts(tex).size()); }

std::shared_ptr<const math::Formula> MathObject::formula(const QString& tex, int part) {
  const math::FormulaParts parts = math::formulaParts(tex);
  return part >= 0 && part < parts.size() ? parts[part] : nullptr;
}

double MathObject::pixels(const QFont& font) { return pixelSize(font) * kLarger; }

// Qt places an object that is to stand in the middle of its line by half the height of an x of the object's own font:
// with the right font size it stands exactly on the baseline, its descent below.
QTextCharFormat MathObject::format(const QString& tex, int part, const QFont& font) {
  QTextCharFormat format;
  format.setObjectType(kType);
  format.setProperty(kTex, tex);
  format.setProperty(kPart, part);
  format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
  if (const auto known = formula(tex, part)) {
    const Claim claim = claimOf(*known, font);
    static const double x_height = [] {
      QFont measured;
      measured.setPixelSize(200);
      return QFontMetricsF(measured).xHeight() / 200;
    }();
    const double size = 2 * (claim.ascent - claim.descent) / std::max(0.2, x_height);
    format.setProperty(QTextFormat::FontPixelSize, std::clamp(static_cast<int>(std::lround(size)), 1, 400));
  }
  return format;
}

void MathObject::registerAt(QTextDocument* document) {
  static MathObject object;
  document->documentLayout()->registerHandler(kType, &object);
}

QSizeF MathObject::intrinsicSize(QTextDocument* document, int, const QTextFormat& format) {
  const auto known = formula(format.property(kTex).toString(), format.intProperty(kPart));
  if (!known) return {1, 1};
  const QFont font = document->defaultFont();
  const Claim claim = claimOf(*known, font);
  double width = known->box.width * pixels(font);
  if (document->textWidth() > 0) width = std::min(width, document->textWidth());
  return {std::ceil(width), std::ceil(claim.ascent + claim.descent)};
}

MathLayer::MathLayer(QQuickItem* edit, QTextDocument* document) : QQuickItem(edit), edit_(edit), document_(document) {
  setFlag(ItemHasContents);
  connect(document->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &MathLayer::placeAgain);
  connect(document->documentLayout(), &QAbstractTextDocumentLayout::update, this, &MathLayer::placeAgain);
  connect(edit, &QQuickItem::widthChanged, this, &MathLayer::placeAgain);
  connect(edit, SIGNAL(colorChanged(QColor)), this, SLOT(placeAgain()));
}

void MathLayer::setPlaces(const QList<Place>& places) {
  if (places == places_) return;
  places_ = places;
  polish();
}

void MathLayer::updatePolish() {
  if (!edit_ || !document_) return;
  const QList<Shown> before = std::exchange(shown_, {});
  const double pixels = MathObject::pixels(document_->defaultFont());
  const bool same_size = std::exchange(pixels_, pixels) == pixels;
  const QColor color = edit_->property("color").value<QColor>();
  for (const Place& place : std::as_const(places_)) {
    const QTextBlock block = document_->findBlock(place.position);
    const QTextLayout* layout = block.layout();
    const QTextLine line =
        layout != nullptr ? layout->lineForTextPosition(place.position - block.position()) : QTextLine();
    Shown shown;
    shown.formula = MathObject::formula(place.tex, place.part);
    if (!line.isValid() || !shown.formula) continue;
    const QPointF corner = document_->documentLayout()->blockBoundingRect(block).topLeft();
    shown.color = place.color.isValid() ? place.color : color;
    shown.origin = corner + QPointF(line.cursorToX(place.position - block.position()), line.y() + line.ascent());
    const double width = shown.formula->box.width * pixels;
    if (document_->textWidth() > 0 && width > document_->textWidth()) shown.scale = document_->textWidth() / width;
    const qsizetype index = shown_.size();
    shown.same = same_size && index < before.size() && before[index].same && before[index].formula == shown.formula &&
                 before[index].color == shown.color && before[index].scale == shown.scale;
    shown_.append(shown);
  }
  const QTextLayout* first = document_->firstBlock().layout();
  const bool has_line = first != nullptr && first->lineCount() > 0;
  const double drop =
      has_line ? std::max(0.0, first->lineAt(0).ascent() - QFontMetricsF(document_->defaultFont()).ascent()) : 0;
  if (std::abs(std::exchange(drop_, drop) - drop) > 0.5) emit dropChanged();
  update();
}

void MathLayer::itemChange(ItemChange change, const ItemChangeData& data) {
  if (change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange) {
    pixels_ = 0;
    polish();
  }
  QQuickItem::itemChange(change, data);
}

QSGNode* MathLayer::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
  if (old == nullptr) old = new QSGNode;
  const double ratio = window()->effectiveDevicePixelRatio();
  auto* node = static_cast<QSGImageNode*>(old->firstChild());
  for (Shown& shown : shown_) {
    const double pixels = pixels_ * shown.scale;
    if (node == nullptr || !shown.same) {
      const math::Picture picture = math::picture(*shown.formula, pixels, shown.color, ratio);
      const bool fresh = node == nullptr;
      if (fresh) node = window()->createImageNode();
      node->setOwnsTexture(true);
      node->setTexture(window()->createTextureFromImage(picture.image));
      node->setRect(QRectF(picture.offset, QSizeF(picture.image.size()) / ratio));
      if (fresh) old->appendChildNode(node);  // with its texture: a renderer looks at it at once
      shown.same = true;
    }
    // On whole pixels of the device: between two it would be blurred.
    const auto snapped = [ratio](double value) { return std::round(value * ratio) / ratio; };
    const QSizeF size = node->rect().size();
    const double margin = std::ceil(0.25 * pixels);
    const double top = std::ceil(shown.formula->box.ascent * pixels) + margin;
    node->setRect(QRectF(QPointF(snapped(shown.origin.x()) - margin, snapped(shown.origin.y()) - top), size));
    node = static_cast<QSGImageNode*>(node->nextSibling());
  }
  while (node != nullptr) {
    auto* next = static_cast<QSGImageNode*>(node->nextSibling());
    old->removeChildNode(node);
    delete node;
    node = next;
  }
  return old;
}

}  // namespace deepwell
