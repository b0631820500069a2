import QtQuick
import Deepwell.Settings
import Deepwell.Style

// Settings under a heading. While something is searched the pages' names are the headings.
Item {
    id: root

    required property string title
    default property alias rows: column.data
    property alias spacing: column.spacing
    readonly property bool found: column.implicitHeight > 0

    width: parent?.width ?? 0
    implicitHeight: found ? heading.height + column.height + Theme.space5 : 0
    height: implicitHeight

    Text {
        id: heading

        visible: root.found && !SettingsFilter.active
        height: visible ? implicitHeight + Theme.space3 : 0
        text: root.title
        color: Theme.textMuted
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Column {
        id: column

        y: heading.height
        width: parent.width
        spacing: Theme.space3
    }
}
