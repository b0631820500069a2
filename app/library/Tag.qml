import QtQuick
import Deepwell.Style

// A word beside a name: a quantisation, a state. What is longer (a server names architectures) is cut.
Rectangle {
    id: root

    property string text
    property color foreground: Theme.textMuted
    property color ground: Theme.codeGround

    implicitWidth: Math.min(words.implicitWidth, 170) + 14
    implicitHeight: words.implicitHeight + 5
    radius: 5
    color: ground

    Text {
        id: words

        anchors.centerIn: parent
        width: Math.min(implicitWidth, root.width - 8)
        text: root.text
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: root.foreground
        font.pixelSize: Theme.tiny
        font.weight: Font.Medium
    }
}
