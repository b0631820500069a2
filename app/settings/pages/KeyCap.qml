import QtQuick
import Deepwell.Commands
import Deepwell.Style

// A key or several together, as a cap.
Rectangle {
    id: root

    required property string keys   // as QKeySequence writes them portably

    implicitWidth: words.implicitWidth + 14
    implicitHeight: words.implicitHeight + 7
    width: implicitWidth
    height: implicitHeight
    radius: Theme.radiusSmall - 1
    color: Theme.codeGround
    border.width: 1
    border.color: Theme.border

    Text {
        id: words

        anchors.centerIn: parent
        text: KeyNames.native(root.keys, KeyNames.language)
        color: Theme.textMuted
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
}
