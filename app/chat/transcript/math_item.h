// A display formula. Where its TeX cannot be laid out `valid` is false and nothing is painted: the source is shown
// then.
#pragma once

#include <QColor>
#include <QQuickItem>
#include <QtQmlIntegration>
#include <memory>

#include "app/chat/math/paint.h"

namespace deepwell {

class MathItem : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString tex READ tex WRITE setTex NOTIFY texChanged)
  Q_PROPERTY(bool display READ display WRITE setDisplay NOTIFY texChanged)
  Q_PROPERTY(bool valid READ valid NOTIFY texChanged)
  Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY styleChanged)
  Q_PROPERTY(double pixelSize READ pixelSize WRITE setPixelSize NOTIFY styleChanged)

 public:
  explicit MathItem(QQuickItem* parent = nullptr);

  QString tex() const { return tex_; }
  void setTex(const QString& tex);
  bool display() const { return display_; }
  void setDisplay(bool display);
  bool valid() const { return formula_ && formula_->ok; }
  QColor color() const { return color_; }
  void setColor(const QColor& color);
  double pixelSize() const { return pixel_size_; }
  void setPixelSize(double pixels);

 signals:
  void texChanged();
  void styleChanged();

 protected:
  QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override;
  void itemChange(ItemChange change, const ItemChangeData& data) override;

 private:
  void layOut();
  void resize();

  QString tex_;
  bool display_ = true;
  QColor color_ = Qt::black;
  double pixel_size_ = 16;
  std::shared_ptr<const math::Formula> formula_;
  bool repaint_ = true;  // the picture is out of date
};

}  // namespace deepwell
