import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Style

// A repository that a search has found.
AbstractButton {
    id: root

    required property int index
    required property string name
    required property string owner
    required property string repository
    required property string facts
    required property bool gated
    required property string unsupported   // "Not supported: gemma3", or empty
    required property string why

    readonly property bool wide: width > 480   // else the tags have a line for themselves

    component Tags: Row {
        visible: root.unsupported !== "" || root.gated
        spacing: Theme.space2

        Tag { objectName: "unsupportedTag"; visible: text !== ""; text: root.unsupported }
        Tag { visible: root.gated; text: qsTr("Needs a token"); foreground: Theme.warning; ground: Theme.warningSoft }
    }

    objectName: "hubRow" + index
    width: ListView.view ? ListView.view.width - ListView.view.leftMargin - ListView.view.rightMargin : 0
    padding: Theme.space3
    leftPadding: Theme.space3 + 2
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    text: name
    Accessible.role: Accessible.Button
    Accessible.name: [name, owner, unsupported, gated ? qsTr("needs a token") : ""].filter(Boolean).join(", ")
    Accessible.description: [facts, why].filter(Boolean).join(". ")
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()

    background: Rectangle {
        radius: Theme.radius + 2
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : Theme.surface
        border.width: 1
        border.color: Theme.border
        FocusRing { control: root; gap: 0 }
    }
    contentItem: RowLayout {
        spacing: Theme.space3

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 4

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.space2

                Text {
                    Layout.fillWidth: true
                    Layout.maximumWidth: implicitWidth + 1
                    text: root.name
                    textFormat: Text.PlainText
                    elide: Text.ElideMiddle
                    color: root.unsupported !== "" ? Theme.textMuted : Theme.text
                    font.pixelSize: Theme.label + 1
                    font.weight: Font.DemiBold
                }
                Loader { active: root.wide; visible: active; sourceComponent: Tags {} }
                Item { Layout.fillWidth: true; Layout.preferredWidth: 0 }
            }
            Loader { active: !root.wide && (root.unsupported !== "" || root.gated); visible: active; sourceComponent: Tags {} }
            Text {
                Layout.fillWidth: true
                text: [root.owner, root.facts].filter(Boolean).join("  ·  ")
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
        }
        Icon { name: "chevron-right"; color: Theme.textFaint; Layout.preferredWidth: 18; Layout.preferredHeight: 18 }
    }
    Loader {
        active: root.why !== "" && (root.hovered || root.visualFocus)
        sourceComponent: Hint {
            parent: root
            delay: 400
            width: Math.min(implicitWidth, 360)
            text: root.why
            visible: true
        }
    }
}
