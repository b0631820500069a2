import QtQuick
import Deepwell.Settings
import Deepwell.Style

// The list of chats beside the page: slides in and out, and is as wide as its edge is dragged.
Item {
    id: root

    required property Component list
    required property bool open
    property bool loaded: true        // false: the list stands elsewhere
    property int widest: 480
    readonly property alias item: loader.item
    readonly property int taken: width + (open ? 1 : 0)   // with the edge

    width: open ? Math.min(edge.dragWidth, widest) : 0
    z: 1   // the edge can be grabbed on both sides of its line
    Behavior on width {
        enabled: !edge.pressed
        NumberAnimation { duration: Theme.calm; easing.type: Easing.OutCubic }
    }

    Loader {
        id: loader

        active: root.loaded
        visible: root.width > 0
        anchors.fill: parent
        clip: true
        sourceComponent: root.list
    }
    Rectangle {
        x: root.width
        width: root.open ? 1 : 0
        height: parent.height
        color: edge.containsMouse || edge.pressed ? Theme.accent : Theme.border
        Behavior on color { ColorAnimation { duration: Theme.calm } }
    }
    MouseArea {
        id: edge

        property int dragWidth: Preferences.sidebarWidth

        x: root.width - 3
        width: 7
        height: parent.height
        enabled: root.open
        hoverEnabled: true
        cursorShape: Qt.SplitHCursor
        onPositionChanged: mouse => {
            if (pressed) dragWidth = Math.max(200, Math.min(480, mapToItem(root, mouse.x, 0).x));
        }
        onReleased: Preferences.sidebarWidth = dragWidth
        onDoubleClicked: { dragWidth = 272; Preferences.sidebarWidth = 272; }
    }
}
