#include "app/chat/markdown/markdown_entities.h"

#include <array>
#include <utility>

namespace deepwell {
namespace {

constexpr std::array<std::pair<const char*, char16_t>, 26> kEntities{{
    {"amp", u'&'},       {"lt", u'<'},        {"gt", u'>'},       {"quot", u'"'},      {"apos", u'\''},
    {"nbsp", 0x00A0},    {"hellip", 0x2026},  {"mdash", 0x2014},  {"ndash", 0x2013},   {"lsquo", 0x2018},
    {"rsquo", 0x2019},   {"ldquo", 0x201C},   {"rdquo", 0x201D},  {"bull", 0x2022},    {"middot", 0x00B7},
    {"times", 0x00D7},   {"divide", 0x00F7},  {"plusmn", 0x00B1}, {"deg", 0x00B0},     {"euro", 0x20AC},
    {"copy", 0x00A9},    {"reg", 0x00AE},     {"trade", 0x2122},  {"larr", 0x2190},    {"rarr", 0x2192},
    {"infin", 0x221E},
}};

}  // namespace

QString decodeEntity(QByteArrayView entity) {
  const QByteArrayView name = entity.sliced(1, entity.size() - 2);
  if (name.startsWith('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    bool ok = false;
    const uint code = name.sliced(hex ? 2 : 1).toByteArray().toUInt(&ok, hex ? 16 : 10);
    const bool valid = ok && code != 0 && code <= 0x10FFFF && !QChar::isSurrogate(code);
    const char32_t character = valid ? code : 0xFFFD;
    return QString::fromUcs4(&character, 1);
  }
  for (const auto& [known, character] : kEntities)
    if (name == QByteArrayView(known)) return QString(QChar(character));
  return QString::fromUtf8(entity);
}

}  // namespace deepwell
