// dequant: one tensor as float32.
#include "app/cli/npy.h"
#include "app/cli/shared.h"

namespace deepwell::cli {
namespace {

struct DequantOptions {
  std::string path;
  std::string tensor;
  std::string out;
};

Status writeTensor(const DequantOptions& options) {
  DEEPWELL_ASSIGN(const TensorValues tensor, readTensor(options.path, options.tensor));
  return writeNpy(options.out, tensor.shape, tensor.values);
}

}  // namespace

void addDequant(CLI::App& app, Run& run) {
  auto options = std::make_shared<DequantOptions>();
  CLI::App* sub = app.add_subcommand("dequant", "Write one tensor as .npy, float32 in its own shape (outermost first)");
  sub->add_option("PATH", options->path, "A model")->required();
  sub->add_option("TENSOR", options->tensor, "Its name, as info --json lists it")->required();
  sub->add_option("--out", options->out, "The .npy file")->required();
  sub->callback([options, &run] {
    run = [options] {
      const Status status = writeTensor(*options);
      return status ? kDone : failed(status.error());
    };
  });
}

}  // namespace deepwell::cli
