import QtQuick
import Deepwell.Style

BlockFrame {
    gap: Theme.space4

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.border
    }
}
