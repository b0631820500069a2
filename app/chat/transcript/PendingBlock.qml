import QtQuick
import Deepwell.Style

// Stands for an answer that is still being read.
Item {
    id: root

    required property bool first

    implicitHeight: 96 + (first ? Theme.space2 : Theme.space3)

    Column {
        y: root.first ? Theme.space2 : Theme.space3
        spacing: Theme.space3

        Repeater {
            model: [0.92, 0.97, 0.55]

            Rectangle {
                required property real modelData

                width: root.width * modelData
                height: 12
                radius: 6
                color: Theme.hover
            }
        }
    }
}
