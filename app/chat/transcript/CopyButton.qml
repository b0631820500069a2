import QtQuick
import Deepwell.Style

// Shows a tick for a moment after it was used.
IconButton {
    id: root

    property string what: qsTr("Copy")

    size: 30
    iconSize: 16
    iconName: done.running ? "check" : "copy"
    iconColor: done.running ? Theme.accent : Theme.textFaint
    text: done.running ? qsTr("Copied") : what
    onClicked: done.restart()

    Timer {
        id: done

        interval: 1600
    }
}
