// Which models the engine runs, of what is known of one before its file is here.
#pragma once

#include <QString>

namespace deepwell {

bool runsGguf(const QString& architecture);  // GGUF's general.architecture: "qwen2"
// The same name for config.json's "model_type" and the first of its "architectures"; empty: it does not run.
QString safetensorsArchitecture(const QString& model_type, const QString& model_class);
bool readsSafetensors(const QString& quantisation);  // quant_method of "quantization_config"; empty: it has none

QString runnableArchitectures();  // "llama, qwen2, qwen3, deepseek2"

}  // namespace deepwell
