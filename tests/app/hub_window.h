// The window at a hub: with a helper that the test plays.
#pragma once

#include "tests/app/model_tree.h"
#include "tests/app/played_helper.h"
#include "tests/app/window_fixture.h"

namespace deepwell {

struct HubWindow {
  HubWindow(const TemporaryHome& home, fetch::HelperLauncher launch) : w(folder(home), false, services(std::move(launch))) {}
  static QString folder(const TemporaryHome& home) {
    QDir().mkpath(home.path(QStringLiteral("data")));
    return home.path(QStringLiteral("data"));
  }
  static Services services(fetch::HelperLauncher launch) {
    Services services;
    services.start_helper = std::move(launch);
    return services;
  }
  bool opened(const char* tab) {
    if (!w.shown()) return false;
    w.loader->setDevices({{{DeviceKind::kCpu, 0, "CPU", "", 16ULL << 30U, 12ULL << 30U, false, false, ""}}, {}});
    w.key(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    return QTest::qWaitFor([this] { return w.program->library().scanned() && !w.program->library().scanning(); }, 60000) && w.click(tab);
  }
  Hub& hub() { return w.program->hub(); }
  QVariant download(int row, int role) { return hub().downloads()->index(row).data(role); }
  QString state(int row) { return download(row, DownloadModel::StateRole).toString(); }
  QVariant catalog(const QString& id, int role) {
    for (int row = 0; row < hub().catalog()->rowCount(); ++row)
      if (hub().catalog()->index(row).data(CatalogModel::IdRole) == id) return hub().catalog()->index(row).data(role);
    return {};
  }

  Window w;
};

inline const std::string kTree = R"([{"type":"file","path":"DeepSeek-R1-Distill-Qwen-7B-Q4_K_M.gguf","size":4000,
    "lfs":{"oid":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","size":4000}},
    {"type":"file","path":"../../.bashrc","size":4}])";

inline fetch::DownloadStatus status(uint64_t id, fetch::Phase phase, uint64_t done = 0, uint64_t total = 4000) {
  fetch::DownloadStatus status;
  status.id = id;
  status.phase = phase;
  status.bytes_done = done;
  status.bytes_total = total;
  return status;
}

}  // namespace deepwell
