import QtQuick
import Deepwell.Style

// How far something is, 0 to 1.
Rectangle {
    id: root

    required property double value
    property color foreground: Theme.accent

    implicitHeight: 5
    implicitWidth: 120
    radius: height / 2
    color: Theme.border
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("%1 %").arg(Math.floor(value * 100))

    Rectangle {
        width: parent.width * Math.max(0, Math.min(1, root.value))
        height: parent.height
        radius: parent.radius
        color: root.foreground
    }
}
