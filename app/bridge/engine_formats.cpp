#include "app/bridge/engine_formats.h"

#include "engine/api/architectures.h"

namespace deepwell {

bool runsGguf(const QString& architecture) { return ggufArchitecture(architecture.toStdString()).has_value(); }

QString safetensorsArchitecture(const QString& model_type, const QString& model_class) {
  const auto known = hfArchitecture(model_type.toStdString(), model_class.toStdString() == kV3Class);
  return known ? QString::fromLatin1(architectureName(known->architecture)) : QString();
}

// Hubs do not tell the format of compressed tensors: it may be one that is read.
bool readsSafetensors(const QString& quantisation) { return quantisation.isEmpty() || readsQuantisation(quantisation.toStdString(), "float-quantized"); }

QString runnableArchitectures() { return QString::fromStdString(architectureNames(", ")); }

}  // namespace deepwell
