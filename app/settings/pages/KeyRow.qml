import QtQuick
import Deepwell.Style

// A key that is no command of the window.
SettingRow {
    id: root

    required property string keys

    KeyCap {
        anchors.verticalCenter: parent.verticalCenter
        keys: root.keys
    }
}
