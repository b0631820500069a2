#include "app/chat/transcript/math_item.h"

#include <QQuickWindow>
#include <QSGImageNode>
#include <cmath>

namespace deepwell {

MathItem::MathItem(QQuickItem* parent) : QQuickItem(parent) { setFlag(ItemHasContents); }

void MathItem::setTex(const QString& tex) {
  if (tex == tex_ && formula_) return;
  tex_ = tex;
  layOut();
}

void MathItem::setDisplay(bool display) {
  if (display == display_) return;
  display_ = display;
  layOut();
}

void MathItem::setColor(const QColor& color) {
  if (color == color_) return;
  color_ = color;
  repaint_ = true;
  update();
  emit styleChanged();
}

void MathItem::setPixelSize(double pixels) {
  if (pixels == pixel_size_) return;
  pixel_size_ = pixels;
  resize();
  emit styleChanged();
}

void MathItem::layOut() {
  formula_ = math::formulaOf(tex_, display_);
  resize();
  emit texChanged();
}

void MathItem::resize() {
  repaint_ = true;
  const math::Box box = valid() ? formula_->box : math::Box();
  setImplicitSize(std::ceil(box.width * pixel_size_),
                  std::ceil(box.ascent * pixel_size_) + std::ceil(box.descent * pixel_size_));
  setBaselineOffset(std::ceil(box.ascent * pixel_size_));
  update();
}

void MathItem::itemChange(ItemChange change, const ItemChangeData& data) {
  if (change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange) {
    repaint_ = true;
    update();
  }
  QQuickItem::itemChange(change, data);
}

QSGNode* MathItem::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
  auto* node = static_cast<QSGImageNode*>(old);
  if (!valid() || formula_->box.pieces.empty()) {
    delete node;
    return nullptr;
  }
  if (node != nullptr && !repaint_) return node;
  repaint_ = false;
  const double ratio = window()->effectiveDevicePixelRatio();
  const math::Picture picture = math::picture(*formula_, pixel_size_, color_, ratio);
  if (picture.image.isNull()) {
    delete node;
    return nullptr;
  }
  if (node == nullptr) {
    node = window()->createImageNode();
    node->setOwnsTexture(true);
  }
  node->setTexture(window()->createTextureFromImage(picture.image));
  node->setRect(QRectF(QPointF(0, baselineOffset()) + picture.offset, QSizeF(picture.image.size()) / ratio));
  return node;
}

}  // namespace deepwell
