import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Deepwell.Library
import Deepwell.Style

// Says what deleting a model takes away, and asks.
Sheet {
    id: root

    property string path
    property var what: ({})
    readonly property bool known: what.files !== undefined   // what goes

    width: Math.min(520, parent.width - 2 * Theme.space4)
    title: qsTr("Delete %1?").arg(what.name ?? Library.nameOf(path))
    onAboutToShow: { what = {}; Library.askRemoval(path); forGood.checked = false; cancel.forceActiveFocus(); }

    Connections {
        target: Library
        function onRemovalKnown(path: string, what: var): void { if (path === root.path) root.what = what; }
    }

    contentItem: ColumnLayout {
        spacing: Theme.space3

        Text {
            objectName: "deleteTitle"
            Layout.fillWidth: true
            text: root.title
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.text
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
        }
        Text {
            objectName: "deleteAbout"
            Layout.fillWidth: true
            text: !root.known ? qsTr("Looking at its files…")
                : root.what.links ? qsTr("Only the link goes. What it leads to stays, and no space gets free.")
                : forGood.checked ? qsTr("Frees %1 at once. This cannot be undone.").arg(root.what.size ?? "")
                                  : qsTr("It goes to the trash. Emptying the trash frees %1.").arg(root.what.size ?? "")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.label
        }
        Rectangle {
            Layout.fillWidth: true
            visible: (root.what.foreign ?? false) && !root.what.links
            implicitHeight: warning.height + 2 * Theme.space2
            radius: Theme.radiusSmall
            color: Theme.warningSoft

            Text {
                id: warning

                objectName: "foreignWarning"
                x: Theme.space3
                y: Theme.space2
                width: parent.width - 2 * x
                text: qsTr("%1 downloaded this model and will no longer have it.").arg(root.what.origin ?? "")
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                color: Theme.warning
                font.pixelSize: Theme.label
            }
        }
        Text {
            Layout.fillWidth: true
            visible: root.what.inUse ?? false
            text: qsTr("It is loaded now and will be unloaded first.")
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.label
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Math.min(180, files.implicitHeight + 2 * Theme.space2)
            radius: Theme.radiusSmall
            color: Theme.codeGround
            clip: true

            Flickable {
                anchors.fill: parent
                anchors.margins: Theme.space2
                contentHeight: files.implicitHeight
                boundsBehavior: Flickable.StopAtBounds
                ScrollBar.vertical: ScrollRail {}

                Text {
                    id: files

                    objectName: "deleteFiles"
                    width: parent.width
                    text: (root.what.files ?? []).join("\n")
                    textFormat: Text.PlainText
                    wrapMode: Text.Wrap  // after a slash or a hyphen
                    color: Theme.textMuted
                    font.family: Theme.mono
                    font.pixelSize: Theme.tiny
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.space3

            Toggle {
                id: forGood

                objectName: "deleteForGood"
                text: qsTr("Delete for good, not to the trash")
            }
            Text {
                Layout.fillWidth: true
                text: forGood.text
                wrapMode: Text.Wrap
                color: Theme.text
                font.pixelSize: Theme.label
                TapHandler { onTapped: forGood.toggle() }
            }
        }
        RowLayout {
            Layout.topMargin: Theme.space1
            spacing: Theme.space2

            Item { Layout.fillWidth: true }
            PushButton { id: cancel; text: qsTr("Cancel"); kind: "quiet"; onClicked: root.close() }
            PushButton {
                objectName: "confirmDelete"
                kind: "danger"
                iconName: "trash"
                enabled: root.known
                text: forGood.checked ? qsTr("Delete for good") : qsTr("Move to trash")
                onClicked: { Library.remove(root.path, forGood.checked); root.close(); }
            }
        }
    }
}
